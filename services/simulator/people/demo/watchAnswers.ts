import { setTimeout as wait } from 'node:timers/promises'
import { demoChannels, demoPeople } from '../../world/demo.ts'
import { scripts } from './scripts.ts'

type Chat = {
  channelId: string
  source: { id: string }
  bubble?: { from: string; delivered: boolean; messageId: string }
}
type Act = (input: Record<string, unknown>) => Promise<void>
type Options = { url: string; act: Act; reactAfter: [number, number]; signal: AbortSignal }

/** The data of every `chat` event of the simulator's stream, until it ends. */
async function* chatsOf(url: string, signal: AbortSignal): AsyncGenerator<Chat> {
  const answer = await fetch(`${url}/_sim/stream?kinds=chat`, { signal })
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true })
    const frames = text.split('\n\n')
    text = frames.pop()!
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1]
      if (data !== undefined) yield JSON.parse(data) as Chat
    }
  }
}

/** Whoever the demo's people are answered, they thank once per answer, in their own words, after a few seconds. */
export async function watchAnswers({ url, act, reactAfter: [min, max], signal }: Options): Promise<void> {
  const turns = new Map<string, number>()
  const react = async (channelId: string, userId: string) => {
    const script = scripts.find(
      (one) =>
        demoPeople[one.person]!.id === userId && demoChannels[one.channel]!.id === channelId && one.thanks.length > 0,
    )
    if (script === undefined) return
    const key = `${channelId} ${userId}`
    const turn = turns.get(key) ?? 0
    turns.set(key, turn + 1)
    // Spread without dice: a demo has nothing to reproduce, and two people should not answer in the same moment.
    await wait(min + ((turn * 7919 + script.person * 1013) % (max - min + 1)), undefined, { signal })
    await act({ channel: channelId, as: userId, do: 'say', text: script.thanks[turn % script.thanks.length] })
  }
  const reacting = new Map<string, Promise<void>>()
  const start = (channelId: string, userId: string) => {
    const key = `${channelId} ${userId}`
    if (reacting.has(key)) return
    const work = react(channelId, userId).catch(() => undefined)
    reacting.set(key, work)
    void work.then(() => reacting.delete(key))
  }
  while (!signal.aborted) {
    try {
      for await (const { channelId, source, bubble } of chatsOf(url, signal)) {
        if (bubble?.from === 'channel' && bubble.delivered) start(channelId, source.id)
      }
    } catch {
      // The stream broke: the simulator stops or its port is refusing for a while. Both end or pass.
    }
    if (!signal.aborted) await wait(1000, undefined, { signal }).catch(() => undefined)
  }
  await Promise.allSettled(reacting.values())
}
