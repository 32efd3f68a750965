// A browser that says many things to several customers over a weak network, and LINE's books as its judge.
import { v7 as uuidv7 } from 'uuid'
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import { reachOf } from '@madoguchi/contracts/row/reach'
import { createOutbox, type Send } from '../../../web/src/sync/outbox.ts'
import { bodyHash } from '../../simulator/ledger/hash.ts'
import type { MessageRecord } from '../../simulator/ledger/record.ts'
import { openLink } from '../house/link.fixture.ts'
import { signIn, type Session } from '../house/session.fixture.ts'
import { until } from '../house/until.fixture.ts'
import type { World } from '../world.ts'

/** `to`: the customer's LINE id. */
export type Said = { to: string; conversation: string; text: string }
export type Verdict = { lost: string[]; doubled: string[]; outOfOrder: string[] }

const messagesOf = (text: string) => [{ type: 'text' as const, text }]
const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** So many customers that can be written to, once the demo's have written. */
export async function customersOf(world: World, many: number): Promise<{ to: string; conversation: string }[]> {
  const session = await signIn(world.console, world.agents[0], 'weak')
  const { rows } = await session.get<Snapshot>('/api/workspace')
  const channel = rows.find(({ noun }) => noun === 'channel')!.id
  let found: { to: string; conversation: string }[] = []
  const enough = async () => (found = await reachable(session, channel)).length >= many
  await until(enough, `${many} customers`, 60_000)
  return found.slice(0, many)
}

async function reachable(session: Session, channel: string) {
  const { rows } = await session.get<Snapshot>(`/api/channels/${channel}/conversations?limit=50`)
  return rows.flatMap((one) => {
    if (one.noun !== 'conversation' || one.row === null || one.row.kind !== 'user') return []
    const { lineId } = one.row
    return lineId === null || reachOf(one.row, Date.now()).can === 'no' ? [] : [{ to: lineId, conversation: one.id }]
  })
}

/** A mutation for the check's own sake: a send that is repeated is sent as it comes out of here. */
export type Repeat = (command: Send) => Send
type How = { world: World; url: string; said: Said[]; repeat?: Repeat }

/** Says all of it through the console's own outbox; resolves with how often something was sent again, once all is acknowledged. */
export async function sayAll({ world, url, said, repeat = (command) => command }: How): Promise<number> {
  const session = await signIn(world.console, world.agents[0], 'weak')
  const tried = new Set<string>()
  const open = new Set<string>()
  let again = 0
  const outbox = createOutbox({
    async send(command) {
      const repeated = tried.has(command.id)
      tried.add(command.id)
      if (repeated) again += 1
      const ack = await link.send('message:send', repeated ? repeat(command) : command)
      if (ack.ok) open.delete(command.id)
      return ack
    },
    store: { all: () => [], put: (item) => void open.add(item.id), remove: (id) => void open.delete(id) },
    now: Date.now,
    later,
    changed: () => undefined,
  })
  const link = openLink({
    url,
    headers: session.headers,
    up: () => outbox.connected(),
    down: () => outbox.disconnected(),
    frame: () => undefined,
  })
  try {
    for (const { conversation, text } of said)
      outbox.add({ id: uuidv7(), conversation, messages: messagesOf(text), notificationDisabled: false })
    await until(() => open.size === 0, 'an acknowledgement of everything', 300_000)
    return again
  } finally {
    link.close()
  }
}

/** Waits until LINE has taken each at least once and nothing more comes, then reads LINE's books. */
export async function judge(world: World, said: Said[]): Promise<Verdict> {
  await until(async () => (await takenOf(world, said)).size === said.length, 'everything at LINE', 120_000).catch(
    () => undefined,
  )
  // What is on its way to be doubled waits in its conversation: one more message in each comes after it.
  const ends = [...new Map(said.map((one) => [one.conversation, one])).values()]
  const last = ends.map((one) => ({ ...one, text: `the end ${uuidv7()}` }))
  await sayAll({ world, url: world.console, said: last })
  await until(async () => (await takenOf(world, last)).size === last.length, 'the end of each at LINE', 60_000)
  return verdictOf([...(await takenOf(world, said)).values()].flat(), said)
}

/** What LINE has taken of these, in its order, by what was said. */
async function takenOf(world: World, said: Said[]): Promise<Map<string, MessageRecord[]>> {
  const wanted = new Map(said.map((one) => [bodyHash(messagesOf(one.text)), one]))
  const answer = await fetch(`${world.simulator}/_sim/messages?limit=1000000`)
  const { messages } = (await answer.json()) as { messages: MessageRecord[] }
  const mine = messages.filter((record) => wanted.get(record.bodyHash)?.to === record.to)
  return Map.groupBy(mine, (record) => record.bodyHash)
}

/** Pure. `said` in the order in which it was said, `records` as LINE took them. */
export function verdictOf(unsorted: Pick<MessageRecord, 'bodyHash' | 'to' | 'n'>[], said: Said[]): Verdict {
  const records = unsorted.toSorted((a, b) => a.n - b.n)
  const times = Map.groupBy(records, ({ bodyHash: hash }) => hash)
  const countOf = ({ text }: Said) => times.get(bodyHash(messagesOf(text)))?.length ?? 0
  const texts = (wrong: (one: Said) => boolean) => said.filter(wrong).map(({ text }) => text)
  const place = new Map(said.map(({ text }, i) => [bodyHash(messagesOf(text)), i]))
  const outOfOrder = [...Map.groupBy(records, ({ to }) => to).values()].flatMap((taken) => {
    const places = taken.map(({ bodyHash: hash }) => place.get(hash)!)
    return places.flatMap((now, i) => (i > 0 && now < places[i - 1]! ? [said[now]!.text] : []))
  })
  return { lost: texts((one) => countOf(one) === 0), doubled: texts((one) => countOf(one) > 1), outOfOrder }
}
