import type { Platform } from '../../platform.ts'
import type { Random } from '../../random.ts'
import { act } from '../act/act.ts'
import type { ActInput, Done, Refused } from '../act/scene.ts'
import type { Talker } from './cast.ts'
import { odd, talk } from './lines.ts'

/** Shares of what people do; they need not add up to 1. */
export type Mix = Record<
  | 'text'
  | 'sticker'
  | 'images'
  | 'video'
  | 'voice'
  | 'file'
  | 'place'
  | 'postback'
  | 'edit'
  | 'unsend'
  | 'block'
  | 'quote'
  | 'mention'
  | 'group'
  | 'odd',
  number
>

export const defaultMix = (): Mix => ({
  text: 70,
  sticker: 8,
  images: 3,
  video: 1,
  voice: 1,
  file: 2,
  place: 2,
  postback: 2,
  edit: 1,
  unsend: 1,
  block: 1,
  quote: 3,
  mention: 1,
  group: 8,
  odd: 3,
})

type Step = { platform: Platform; talker: Talker; random: Random }

function nextLine({ talker, random }: Step): string {
  const lines = talk[talker.language]
  const stage =
    talker.stage === 'answered'
      ? 'thanks'
      : talker.unanswered >= 3
        ? 'complain'
        : talker.stage === 'open'
          ? 'open'
          : 'more'
  talker.stage = talker.stage === 'open' ? 'more' : 'waiting'
  talker.unanswered++
  return random.pick(lines[stage])
}

function perform({ platform, talker }: Step, input: Omit<ActInput, 'channel' | 'as'> & { do: string }): Done | Refused {
  const full = { ...input, channel: talker.channelId, as: talker.person.id } as ActInput
  const done = act(platform, full)
  if ('refused' in done || done.messageIds.length === 0) return done
  if (full.in === undefined) talker.lastMessageId = done.messageIds.at(-1)!
  else talker.lastGroupMessageId = done.messageIds.at(-1)!
  return done
}

const say = (step: Step, more: object = {}) => perform(step, { do: 'say', text: nextLine(step), ...more })
const inGroup = ({ talker }: Step) => (talker.groupId === undefined ? {} : { in: talker.groupId })

/** What a kind of the mix does; kinds that need something not there yet say something instead. */
const steps: Record<keyof Mix, (step: Step) => Done | Refused> = {
  text: (step) => say(step),
  group: (step) => say(step, inGroup(step)),
  odd: (step) => perform(step, { do: 'say', text: step.random.pick(odd) }),
  sticker: (step) =>
    perform(step, {
      do: 'sticker',
      packageId: '446',
      stickerId: String(step.random.between(1988, 2027)),
      keywords: ['hello', 'smile'],
    }),
  images: (step) => perform(step, { do: 'images', count: step.random.between(1, 4), bare: step.random.chance(0.2) }),
  video: (step) => perform(step, { do: 'video', durationMs: step.random.between(1000, 30_000) }),
  voice: (step) => perform(step, { do: 'voice', durationMs: step.random.between(500, 20_000) }),
  file: (step) => perform(step, { do: 'file', name: 'measurements.txt', text: '80 × 120 cm\n' }),
  place: (step) =>
    perform(step, { do: 'place', title: 'Home', address: 'Yokohama', latitude: 35.45, longitude: 139.63 }),
  postback: ({ platform, talker, random }) => {
    const channel = platform.world.channels.get(talker.channelId)!
    const source = { type: 'user' as const, id: talker.person.id }
    const own = { postback: { data: `menu=${random.int(6)}` } }
    return {
      webhookEventIds: [
        platform.events.raise(channel, { type: 'postback', reply: true, own, source, person: talker.person }),
      ],
      messageIds: [],
    }
  },
  edit: (step) => {
    const { lastGroupMessageId } = step.talker
    return lastGroupMessageId === undefined
      ? say(step, inGroup(step))
      : perform(step, { do: 'edit', messageId: lastGroupMessageId, text: nextLine(step), ...inGroup(step) })
  },
  unsend: (step) => {
    const { lastMessageId } = step.talker
    if (lastMessageId === undefined) return say(step)
    delete step.talker.lastMessageId
    return act(step.platform, {
      channel: step.talker.channelId,
      as: step.talker.person.id,
      do: 'unsend',
      messageId: lastMessageId,
    })
  },
  block: (step) => perform(step, { do: 'block' }),
  quote: (step) => {
    const { lastMessageId } = step.talker
    return lastMessageId === undefined
      ? say(step)
      : perform(step, { do: 'quote', messageId: lastMessageId, text: nextLine(step) })
  },
  mention: (step) => perform(step, { do: 'mention', users: ['all'], text: nextLine(step), ...inGroup(step) }),
}

function choose(mix: Mix, random: Random): keyof Mix {
  const entries = Object.entries(mix) as [keyof Mix, number][]
  let at = random.next() * entries.reduce((sum, [, share]) => sum + share, 0)
  for (const [kind, share] of entries) if ((at -= share) < 0) return kind
  return 'text'
}

/** One thing one talker does. Returns how many events it caused. A blocker's next step is to unblock. */
export function takeStep(step: Step, mix: Mix): number {
  const done = steps[choose(mix, step.random)](step)
  if (!('refused' in done)) return done.webhookEventIds.length
  const back = perform(step, { do: 'unblock' })
  return 'refused' in back ? 0 : back.webhookEventIds.length
}
