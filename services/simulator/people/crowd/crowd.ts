import type { Verdict } from '../../ledger/record.ts'
import type { Platform } from '../../platform.ts'
import type { Bubble } from '../../world/chats.ts'
import { act } from '../act/act.ts'
import { actionsOf } from '../act/press.ts'
import { makeCast } from './cast.ts'
import type { Talker } from './cast.ts'
import { talk } from './lines.ts'
import { paceAt, PROFILES } from './profile.ts'
import type { Profile } from './profile.ts'
import { defaultMix, takeStep } from './step.ts'
import type { Mix } from './step.ts'

// Many people at once. The order of what they do is decided by the seed alone; only the moments are real time.
export type CrowdInput = {
  /** LINE channel ids; default: all */
  channels?: string[]
  users?: number
  groups?: number
  eventsPerSecond?: number
  profile?: Profile
  seconds?: number
  mix?: Partial<Mix>
  /** whether they react to what we send */
  answer?: boolean
}

export type CrowdReport = {
  running: boolean
  raised: number
  bodies: number
  verdicts: Partial<Record<Verdict, number>>
  latencyMs: { p50: number; p95: number; p99: number; max: number }
  /** events waiting or in flight */
  backlog: number
}

export type Crowd = { report(): CrowdReport; stop(): void }

const TICK = 20
const REACTION = [2_000, 6_000] as const

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function reportOf(platform: Platform, from: number, raised: number, running: boolean): CrowdReport {
  const mine = platform.ledger.deliveries.slice(from)
  const verdicts: CrowdReport['verdicts'] = {}
  for (const { verdict } of mine) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  const latencies = mine.map((one) => one.latencyMs).toSorted((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share)) as [number, number, number]
  return {
    running,
    raised,
    bodies: mine.length,
    verdicts,
    latencyMs: { p50, p95, p99, max: latencies.at(-1) ?? 0 },
    backlog: platform.engine.pending(),
  }
}

/** Someone got an answer: presses what can be pressed, else says thanks, after a few seconds. */
function react(platform: Platform, talker: Talker, bubble: Bubble): void {
  const dice = platform.random.fork(`react/${bubble.messageId}`)
  talker.stage = 'answered'
  talker.unanswered = 0
  const [min, max] = REACTION
  const base = { channel: talker.channelId, as: talker.person.id }
  platform.clock.at(platform.clock.now() + dice.between(min, max), () => {
    const pressable = actionsOf(bubble.message).some((one) => one.type === 'postback' || one.type === 'message')
    if (pressable) act(platform, { ...base, do: 'press', messageId: bubble.messageId, index: 0 })
    else act(platform, { ...base, do: 'say', text: dice.pick(talk[talker.language].thanks) })
  })
}

function listen(platform: Platform, talkers: Talker[]): () => void {
  const byPerson = new Map(talkers.map((one) => [`${one.channelId} ${one.person.id}`, one]))
  return platform.feed.subscribe(({ kind, data }) => {
    const { bubble, channelId, source } = data as { bubble?: Bubble; channelId: string; source: { id: string } }
    if (kind !== 'chat' || bubble?.from !== 'channel' || !bubble.delivered) return
    const talker = byPerson.get(`${channelId} ${source.id}`)
    if (talker !== undefined) react(platform, talker, bubble)
  })
}

export function startCrowd(platform: Platform, input: CrowdInput): Crowd | { refused: string } {
  const { users = 100, groups = 0, eventsPerSecond = 10, profile = 'steady', seconds = 10, answer = false } = input
  const channels = input.channels ?? [...platform.world.channels.keys()]
  const unknown = channels.find((id) => !platform.world.channels.has(id))
  if (unknown !== undefined || channels.length === 0) return { refused: `no channel ${unknown ?? 'at all'}` }
  if (!PROFILES.includes(profile)) return { refused: `profile must be one of ${PROFILES.join(', ')}` }
  if (!(users >= 1 && eventsPerSecond > 0 && seconds > 0))
    return { refused: 'users, eventsPerSecond and seconds must be positive' }
  const random = platform.random.fork('crowd')
  const talkers = makeCast(platform, random.fork('cast'), { channels, users, groups })
  const mix = { ...defaultMix(), ...input.mix }
  const from = platform.ledger.deliveries.length
  const unlisten = answer ? listen(platform, talkers) : () => undefined
  const started = performance.now()
  let last = 0
  let owed = 0
  let raised = 0
  let running = true

  const stop = () => {
    clearInterval(ticker)
    unlisten()
    running = false
  }
  const tick = () => {
    const elapsed = Math.min((performance.now() - started) / 1000, seconds)
    owed += eventsPerSecond * paceAt(profile, elapsed / seconds) * (elapsed - last)
    last = elapsed
    while (owed >= 1) {
      const events = takeStep({ platform, talker: random.pick(talkers), random }, mix)
      raised += events
      owed -= Math.max(1, events)
    }
    if (elapsed >= seconds) stop()
  }
  const ticker = setInterval(tick, TICK)
  return { report: () => reportOf(platform, from, raised, running), stop }
}
