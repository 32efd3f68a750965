// A customer who sends every difficult content at once, while another writes on: what befalls each on its way from LINE, and what the
// console then says of it.
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Snapshot, Thread } from '@madoguchi/contracts/http/snapshot'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { demoChannels, demoPeople } from '../../simulator/world/demo.ts'
import type { DeliveryRecord } from '../../simulator/ledger/record.ts'
import { signIn } from '../house/session.fixture.ts'
import { until } from '../house/until.fixture.ts'
import type { World } from '../world.ts'

const LINE_CHANNEL = demoChannels[0]!.id
const SENDER = demoPeople[0]!.id
const WRITER = demoPeople[1]!.id

export const MB = 1_000_000
export const FILM_BYTES = 200 * MB
export const PROCESSING_MS = 20_000
const SET = 4

export type Sent = { film: string; set: string[]; file: string; gone: string; drip: string; elsewhere: string }

export function createCustomer(world: World) {
  const ask = async <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> => {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await fetch(world.simulator + path, { method, ...sent })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const post = (path: string, body: object) => ask('POST', path, body)
  const deliveries = (query: string) =>
    ask<{ deliveries: DeliveryRecord[] }>('GET', `/_sim/deliveries?${query}`).then((found) => found.deliveries)
  const act = async (does: string, more: object = {}, as = SENDER): Promise<string[]> =>
    (await post('/_sim/act', { channel: LINE_CHANNEL, as, do: does, ...more })).messageIds as string[]
  const befall = (id: string, fault: object) =>
    post('/_sim/faults', { match: { path: `/v2/bot/message/${id}/content` }, ...fault })

  return {
    /** A film of so many bytes and nothing else; its id. */
    async sendsFilm(bytes: number): Promise<string> {
      const film = (await act('video', { durationMs: 10_000 }))[0]!
      await befall(film, { kind: 'huge', bytes, claims: bytes })
      return film
    },
    /** Webhooks wait long enough that a fault stands before the content is asked for; `elsewhere`: an address on this machine. */
    async sendsAll(elsewhere: string): Promise<Sent> {
      const film = (await act('video', { durationMs: 60_000, processingMs: PROCESSING_MS }))[0]!
      await befall(film, { kind: 'huge', bytes: FILM_BYTES, claims: FILM_BYTES })
      const set = await act('images', { count: SET })
      const file = (await act('file', { name: '見積書.txt', text: 'お見積り\n' }))[0]!
      const gone = (await act('images'))[0]!
      await befall(gone, { kind: 'status', status: 410 })
      const drip = (await act('images'))[0]!
      await befall(drip, { kind: 'slow_drip', delayMs: 1_000, count: 1 })
      const message = {
        id: `${BigInt(drip) + 1n}`,
        type: 'image',
        quoteToken: 'q',
        contentProvider: { type: 'external', originalContentUrl: elsewhere, previewImageUrl: elsewhere },
      }
      const source = { type: 'user', userId: SENDER }
      await post('/_sim/inject', { channel: LINE_CHANNEL, event: { type: 'message', source, message } })
      return { film, set, file, gone, drip, elsewhere: message.id }
    },
    writes: (text: string) => act('say', { text }, WRITER),
    /** How long LINE waited for our answers, ms, ascending, from delivery `after` on. */
    async waits(after: number): Promise<number[]> {
      const all = await deliveries(`after=${after}&limit=100000`)
      if (all.some(({ verdict }) => verdict !== 'ok')) throw new Error('a webhook was not answered in time')
      return all.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b)
    },
    /** The number of LINE's latest delivery. */
    lastDelivery: async () => (await deliveries('limit=1')).at(-1)?.n ?? -1,
    /** From an event to its webhook, ms, and whether sets of pictures come out of order. */
    paces: (delayMs: number, shuffledSets: number) =>
      ask('PATCH', `/_sim/channels/${LINE_CHANNEL}`, {
        settings: { delayMs: [delayMs, delayMs], timing: { shuffledSets } },
      }),
  }
}

/** What the console says of the customer's messages, by LINE's id. */
export async function openView(world: World) {
  const session = await signIn(world.console, world.agents[0], 'contents')
  const { rows } = await session.get<Snapshot>('/api/workspace')
  const channels = rows.flatMap(({ noun, id }) => (noun === 'channel' ? [id] : []))
  async function conversation(): Promise<string> {
    for (const channel of channels) {
      const found = await session
        .get<{ conversation: string }>(`/api/channels/${channel}/sources/${SENDER}`)
        .catch(() => null)
      if (found !== null && (await said(found.conversation)).size > 0) return found.conversation
    }
    throw new Error('the customer has no conversation yet')
  }
  async function said(id: string): Promise<Map<string, MessageRow>> {
    const { rows: all } = await session.get<Thread>(`/api/conversations/${encodeURIComponent(id)}`)
    return new Map(
      all.flatMap((one) =>
        one.noun === 'message' && one.row !== null && one.row.direction === 'inbound'
          ? [[one.id.slice(one.id.indexOf(':') + 1), one.row] as const]
          : [],
      ),
    )
  }
  return {
    async rows(): Promise<Map<string, MessageRow>> {
      return said(await conversation())
    },
    async until(holds: (rows: Map<string, MessageRow>) => boolean, what: string, within: number) {
      await until(async () => holds(await this.rows()), what, within)
    },
  }
}

export const mediaOf = (rows: Map<string, MessageRow>, id: string) => {
  const body = rows.get(id)?.body
  return body !== undefined && 'media' in body ? body.media : undefined
}

/** A server on this machine that a stranger's address may name: it counts who comes. */
export async function openTrap() {
  let visits = 0
  const server = createServer((socket) => {
    visits += 1
    socket.destroy()
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/picture.jpg`,
    visits: () => visits,
    stop: () => new Promise<void>((done) => void server.close(() => done())),
  }
}

/** Most resident memory of a process in MB, looked at every quarter of a second. */
export function watchMemory(pid: number) {
  const end = new AbortController()
  const now = () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
  let most = now()
  const watching = (async () => {
    while (!end.signal.aborted) {
      most = Math.max(most, now())
      await wait(250, undefined, { signal: end.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop(): Promise<number> {
      end.abort()
      await watching
      return Math.round(most)
    },
  }
}
