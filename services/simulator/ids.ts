import { ulid } from 'ulid'
import type { Random } from './random.ts'

// Names of things, shaped like LINE's. Message ids rise from the moment the platform starts, so a restart never
// reuses one: a console that kept its data would take the new message for a repeated delivery.
export type Ids = {
  /** 18 digits, beyond 2^53, rising */
  message(): string
  /** ULID */
  event(at: number): string
  user(): string
  group(): string
  room(): string
  replyToken(): string
  quoteToken(): string
  markAsReadToken(): string
  accessToken(): string
  /** x-line-request-id */
  request(): string
  secret(): string
  channel(): string
}

// 350,000 ids fit into each millisecond since 1970 and today's come out at 18 digits.
const IDS_PER_MS = 350_000n

function uuid(random: Random): string {
  const h = random.hex(30)
  const variant = '89ab'[random.int(4)]!
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(12, 15)}-${variant}${h.slice(15, 18)}-${h.slice(18, 30)}`
}

/** `epoch` is the start in ms; `random` decides everything else. */
export function createIds({ random, epoch }: { random: Random; epoch: number }): Ids {
  const stream = (label: string) => random.fork(`${label}@${epoch}`)
  const [events, replies, quotes, reads] = ['event', 'reply', 'quote', 'read'].map(stream) as [
    Random,
    Random,
    Random,
    Random,
  ]
  const [access, requests] = ['access', 'request'].map(stream) as [Random, Random]
  const [people, groups, rooms, channels] = ['user', 'group', 'room', 'channel'].map((l) => random.fork(l)) as [
    Random,
    Random,
    Random,
    Random,
  ]
  const steps = random.fork('message')
  let last = BigInt(epoch) * IDS_PER_MS
  return {
    message() {
      last += BigInt(1 + steps.int(900))
      return last.toString()
    },
    event: (at) => ulid(at, () => events.next()),
    user: () => `U${people.hex(32)}`,
    group: () => `C${groups.hex(32)}`,
    room: () => `R${rooms.hex(32)}`,
    replyToken: () => replies.hex(32),
    quoteToken: () => `q${quotes.hex(48)}`,
    markAsReadToken: () => `m${reads.hex(40)}`,
    accessToken: () => `sim.${access.hex(64)}`,
    request: () => uuid(requests),
    secret: () => channels.hex(32),
    channel: () => `20${channels.between(10_000_000, 99_999_999)}`,
  }
}
