import { scripts } from './people/demo/scripts.ts'
import type { Line, Script } from './people/demo/scripts.ts'
import { watchAnswers } from './people/demo/watchAnswers.ts'
import { demoChannels, demoGroups, demoPeople } from './world/demo.ts'

export type DemoTalk = {
  /** done when every line of the history has been handed to the platform */
  seeded: Promise<void>
  stop(): Promise<void>
}

export type DemoTalkOptions = {
  /** the simulator's address */
  url: string
  /** whether to send the history; false on a start that finds it in the console already */
  history?: boolean
  /** whether people react when an agent writes to them */
  answer?: boolean
  /** wait before a reaction, ms */
  reactAfter?: [number, number]
  now?: () => number
}

const MINUTE = 60_000

/**
 * Makes a newcomer's console look alive: 14 people follow and write, with times in the past, and thank whoever
 * answers them. The channels' webhook endpoints must be set before: without one the platform sends nothing.
 */
export function startDemoTalk({
  url,
  history = true,
  answer = true,
  reactAfter = [3000, 7000],
  now = Date.now,
}: DemoTalkOptions): DemoTalk {
  const stopping = new AbortController()
  const act = async (input: Record<string, unknown>) => {
    const body = JSON.stringify(input)
    const headers = { 'content-type': 'application/json' }
    const answered = await fetch(`${url}/_sim/act`, { method: 'POST', headers, body, signal: stopping.signal })
    // 409: somebody blocked the channel or left the group meanwhile at the phone; people may do that.
    if (!answered.ok && answered.status !== 409) throw new Error(`the simulator answered ${answered.status}`)
  }
  const seeded = history ? seed(act, now()) : Promise.resolve()
  seeded.catch(() => undefined)
  const watching = answer ? watchAnswers({ url, act, reactAfter, signal: stopping.signal }) : Promise.resolve()
  return {
    seeded,
    async stop() {
      stopping.abort()
      await Promise.allSettled([seeded, watching])
    },
  }
}

type Act = (input: Record<string, unknown>) => Promise<void>
type Beat = { at: number; input: Record<string, unknown> }

const deedOf = (line: Line) => ('say' in line ? { do: 'say', text: line.say } : { do: line.do, ...line.with })

function beatsOf({ person, channel, inGroup, lines }: Script, now: number): Beat[] {
  const who = { channel: demoChannels[channel]!.id, as: demoPeople[person]!.id, delayMs: 0 }
  const where = inGroup === true ? { in: demoGroups[0]!.id } : {}
  const first = now - (lines[0]?.minutesAgo ?? 0) * MINUTE
  const follow =
    inGroup === true ? [] : [{ at: first - 2 * MINUTE, input: { ...who, do: 'follow', at: first - 2 * MINUTE } }]
  const said = lines.map((line) => {
    const at = now - line.minutesAgo * MINUTE
    return { at, input: { ...who, ...where, ...deedOf(line), at } }
  })
  return [...follow, ...said]
}

/** In the order in which it happened. */
async function seed(act: Act, now: number): Promise<void> {
  const beats = scripts.flatMap((script) => beatsOf(script, now)).toSorted((a, b) => a.at - b.at)
  for (const { input } of beats) await act(input)
}
