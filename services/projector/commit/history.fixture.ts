// Random histories of a small town: people, a group, an unidentified voice; everything LINE and we say, out of order, doubled,
// late. The same seed gives the same history.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { partitionOf, uuidv5, type Source } from '@madoguchi/contracts/ids'
import type { Rec } from '../../log/log.ts'
import { CHANNEL, at, fact, line, queued } from './build.fixture.ts'
import { desking, noting } from './deskHistory.fixture.ts'
import { owning } from './ownHistory.fixture.ts'

export type Dice = { below(n: number): number; of<T>(all: readonly T[]): T; chance(p: number): boolean }

/** mulberry32. */
export function dice(seed: number): Dice {
  let a = seed >>> 0
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, of: (all) => all[below(all.length)]!, chance: (p) => next() < p }
}

const SOURCES: Source[] = [
  ...Array.from({ length: 4 }, (_, i) => ({ type: 'user', userId: `U${i}` })),
  ...Array.from({ length: 3 }, (_, i) => ({ type: 'group', groupId: 'C1', userId: `U${i}` })),
  { type: 'group', groupId: 'C1' },
  { type: 'room', roomId: 'R1', userId: 'U7' },
  { type: 'user' },
]
const PILLS = (
  'follow unfollow join leave beacon postback accountLink membership ' +
  'videoPlayComplete deactivated delivery telepathy'
).split(' ')

/** Words that occur nowhere else: whoever finds `word 12.` after an unsend has found a leak. */
export const wordsOf = (message: string) => `word ${message}. \u0000 \ud800 漢字`

export type Town = {
  dice: Dice
  said: Envelope<LineEvent>[]
  sends: Envelope[]
  plans: Envelope[]
  past: Envelope[]
  notes: Envelope[]
  /** Offset of the last word about the status, by conversation. */
  spoken: Map<string, number>
  n: number
  seed: number
}

export function history(seed: number, length: number): Rec[] {
  const town: Town = {
    dice: dice(seed),
    said: [],
    sends: [],
    plans: [],
    past: [],
    notes: [],
    spoken: new Map(),
    n: 0,
    seed,
  }
  const next = new Map<number, number>()
  return Array.from({ length }, (_, i) => {
    const event = happening(town)
    town.past.push(event)
    const part = partitionOf(event.key)
    const off = next.get(part) ?? town.dice.below(3)
    if (event.type === 'conversation.statusChanged') town.spoken.set(event.key, off)
    next.set(part, off + 1 + (town.dice.chance(0.03) ? 1 : 0)) // holes are normal
    const loggedAt = event.at + town.dice.of([5, 90_000])
    return { part, off, key: uuidv5(`${seed} ${i}`, 'record'), loggedAt, event: town.dice.chance(0.01) ? null : event }
  })
}

function happening(town: Town): Envelope {
  const { dice } = town
  town.n += 1
  if (town.past.length > 0 && dice.chance(0.08)) return dice.of(town.past) // delivered again
  if (town.said.length > 0 && dice.chance(0.06)) return copied(town)
  return dice.of([
    saying,
    saying,
    saying,
    correcting,
    taking,
    pill,
    pill,
    membersMove,
    sending,
    answering,
    answering,
    planning,
    replanning,
    replanning,
    profile,
    fetching,
    templating,
    desking,
    desking,
    noting,
  ])(town)
}

const when = ({ dice, n }: Town) => at(n * 1_000 - dice.of([0, 0, 0, 5_000, 400_000]))
const heard = (town: Town, event: LineEvent) =>
  line({
    source: town.dice.of(SOURCES),
    timestamp: when(town),
    webhookEventId: `E${town.seed}.${town.n}`,
    mode: town.dice.chance(0.05) ? 'standby' : 'active',
    ...event,
  })

function saying(town: Town): Envelope {
  const id = String(town.n)
  const type = town.dice.of(['text', 'text', 'text', 'image', 'sticker', 'file', 'hologram'])
  const message = {
    id,
    type,
    text: wordsOf(id),
    quoteToken: `quote ${id}.`,
    fileName: wordsOf(id),
    keywords: [wordsOf(id)],
    emojis: [{ index: 0, length: 4, productId: wordsOf(id), emojiId: 'e' }],
    mention: { mentionees: [{ index: 5, length: 2, type: 'user', userId: wordsOf(id) }] },
    imageSet: { id: wordsOf(id), index: 1, total: 2 },
  }
  const event = heard(town, { type: 'message', message })
  town.said.push(event)
  return event
}

/** LINE's other webhook for the same message. */
function copied(town: Town): Envelope {
  const one = town.dice.of(town.said)
  return line({ ...one.data, webhookEventId: `E${town.seed}.${town.n}` })
}

/** Of a message said, or of the one to come. */
function aimed(town: Town): { id: string; source: Source } | null {
  const one = town.said.length > 0 ? town.dice.of(town.said) : null
  return one && { id: one.data.message!.id!, source: one.data.source! }
}

function correcting(town: Town): Envelope {
  const to = aimed(town)
  if (to === null) return saying(town)
  const text = `${wordsOf(to.id)} edited ${town.n}`
  return heard(town, { type: 'messageEdited', source: to.source, message: { id: to.id, type: 'text', text } })
}

function taking(town: Town): Envelope {
  const to = aimed(town)
  if (to === null || town.dice.chance(0.4)) return saying(town)
  return heard(town, { type: 'unsend', source: to.source, unsend: { messageId: to.id } })
}

const pill = (town: Town): Envelope =>
  heard(town, { type: town.dice.of(PILLS), postback: { data: `chosen ${town.n}` }, beacon: { type: 'stay' } })

function membersMove(town: Town): Envelope {
  const members = [{ type: 'user', userId: `U${town.dice.below(4)}` }, { type: 'user' }]
  const source = { type: 'group', groupId: 'C1' }
  return heard(town, {
    type: town.dice.of(['memberJoined', 'memberLeft']),
    source,
    joined: { members },
    left: { members },
  })
}

function sending(town: Town): Envelope {
  const id = uuidv5(`${town.seed} ${town.n}`, 'send')
  const key = town.dice.of([`${CHANNEL}:U0`, `${CHANNEL}:U1`, `${CHANNEL}:C1`])
  const event = queued(id, `answer ${town.n}`, { key, at: at(town.n * 1_000) })
  town.sends.push(event)
  return event
}

/** `cause` is the first ask, the latest or a stranger's. */
function answering(town: Town): Envelope {
  const { dice } = town
  if (town.sends.length === 0) return sending(town)
  const { id: message, key } = dice.of(town.sends)
  const type = dice.of([
    'sent',
    'failed',
    'delayed',
    'unknown',
    'retried',
    'cancelAsked',
    'cancelled',
    'settled',
    'deleted',
  ])
  const retries = town.past.filter(
    (one) => one.type === 'message.retried' && (one.data as { message: string }).message === message,
  )
  const cause = dice.of([message, retries.at(-1)?.id ?? message, `stranger of ${message}`])
  const data = {
    message,
    reason: 'quota',
    via: 'push',
    why: 'timeout',
    sentMessages: [{ id: String(town.n) }],
    since: 1,
    as: dice.of(['arrived', 'left']),
  }
  const id = ['retried', 'settled', 'deleted'].includes(type) ? `R${town.seed}.${town.n}` : uuidv5(cause, type)
  return fact(`message.${type}`, data, { id, key, cause, at: at(town.n * 1_000) })
}

function planning(town: Town): Envelope {
  const { dice, n } = town
  const message = uuidv5(`${town.seed} ${n}`, 'plan')
  const event = planned(town, message, dice.of([`${CHANNEL}:U0`, `${CHANNEL}:U1`, `${CHANNEL}:C1`]))
  town.plans.push(event)
  return event
}

function planned({ dice, seed, n }: Town, message: string, key: string, cause?: string): Envelope {
  const messages = [{ type: 'text', text: `later ${n}` }]
  const data = { message, messages, notificationDisabled: false, due: at(n * 2_000), holdIfWrites: dice.chance(0.5) }
  return fact('message.scheduled', data, {
    id: `S${seed}.${n}`,
    key,
    by: 'agent-2',
    at: at(n * 1_000),
    ...(cause !== undefined && { cause }),
  })
}

/** `cause` is the first asking, the latest or a stranger's. */
function replanning(town: Town): Envelope {
  const { dice, n, plans, past, seed } = town
  if (plans.length === 0) return planning(town)
  const first = dice.of(plans)
  const { message } = first.data as { message: string }
  const asked = past.filter(
    ({ type, data }) => type === 'message.scheduled' && (data as { message: string }).message === message,
  )
  const cause = dice.of([asked.at(-1)!.id, asked.at(-1)!.id, first.id, `stranger of ${message}`])
  const type = dice.of(['scheduled', 'queued', 'held', 'missed', 'released', 'cancelAsked', 'cancelled', 'deleted'])
  const more = { key: first.key, cause, at: at(n * 1_000) }
  if (type === 'scheduled') return planned(town, message, first.key, cause)
  if (type === 'queued') return queued(message, `later ${n}`, more)
  return fact(`message.${type}`, { message, why: 'wrote' }, { ...more, id: `T${seed}.${n}` })
}

/** Of a message that stands or was taken back; a second word about the same may come. */
function fetching(town: Town): Envelope {
  const { dice, n } = town
  if (town.said.length === 0) return saying(town)
  const { id: cause, key, data } = dice.of(town.said)
  const message = `${CHANNEL}:${data.message!.id}`
  const more = { id: `M${town.seed}.${n}`, key, cause, at: at(n * 1_000) }
  if (dice.chance(0.3)) return fact('media.lost', { message, why: dice.of(['gone', 'missing', 'hologram']) }, more)
  return fact('media.stored', { message, type: 'image/png', bytes: n, sha256: 'x', preview: dice.chance(0.5) }, more)
}

/** Fields that come one by one, some of a template that nobody has made, some of the wrong kind. */
function templating({ dice, n, seed }: Town): Envelope {
  const template = `T${dice.below(4)}`
  const messages = [{ type: 'text', text: `${wordsOf(String(n))} of {{contact.name}}` }]
  const change = dice.of<object>([
    { name: `name ${n}`, messages },
    { name: `name ${n} \u0000` },
    { messages, folder: 'f' },
    { state: dice.of(['draft', 'published', 'archived', 'hologram']), shortcut: n },
  ])
  const more = { id: `V${seed}.${n}`, key: `${CHANNEL}:-`, at: at(n * 1_000), by: `agent-${dice.below(3)}` }
  return fact('template.changed', { template, change }, more)
}

function profile(town: Town): Envelope {
  const { dice, n } = town
  if (dice.chance(0.4)) return owning(town)
  const more = { at: at(n * 1_000), id: `P${town.seed}.${n}` }
  const name = `name ${dice.below(3)} \u0000`
  if (dice.chance(0.3))
    return fact('conversation.profiled', { found: dice.chance(0.7), name }, { ...more, key: `${CHANNEL}:C1` })
  if (dice.chance(0.3))
    return fact(
      'member.profiled',
      { userId: `U${dice.below(4)}`, found: dice.chance(0.7), name },
      { ...more, key: `${CHANNEL}:C1` },
    )
  const data = dice.chance(0.7) ? { found: true, profile: { name } } : { found: false, status: 404 }
  return fact('contact.profiled', data, { ...more, key: `${CHANNEL}:U${dice.below(4)}` })
}
