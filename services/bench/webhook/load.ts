// Who sends: as many as so many connections carry (autocannon), or at a fixed rate whatever the answers do.
import autocannon from 'autocannon'
import { Pool } from 'undici'
import { atRate } from '../parts/atRate.ts'
import { serve } from '../parts/serve.ts'
import { percentile } from '../percentile.ts'
import { bodiesOf, type Signed } from './bodies.ts'

export type LoadSettings = { secret: string; destination: string }
export type Flood = { url: string; connections: number; events: number; seconds: number }
export type Arrivals = { url: string; rate: number; count: number }
/** `refused`: answered anything but 200, or not at all. */
export type Told = { perSecond: number; p50: number; p99: number; refused: number }

/** Sent over and over: making them costs more than sending. */
const BODIES = 1_024
const PEOPLE = 500

await serve(async (settings: LoadSettings) => {
  const made = new Map<number, Signed[]>()
  const bodies = (events: number) => {
    if (!made.has(events)) made.set(events, bodiesOf({ ...settings, from: 0, count: BODIES, events, people: PEOPLE }))
    return made.get(events)!
  }
  return {
    ready: null,
    answers: {
      flood: (wish: Flood) => flood(wish, bodies(wish.events)),
      arrive: (wish: Arrivals) => arrive(wish, bodies(1)),
    },
    stop: () => Promise.resolve(),
  }
})

const headersOf = ({ signature }: Signed) => ({ 'content-type': 'application/json', 'x-line-signature': signature })

async function flood({ url, connections, seconds }: Flood, bodies: Signed[]): Promise<Told> {
  const took: number[] = []
  const requests = bodies.map((one) => ({ method: 'POST' as const, headers: headersOf(one), body: one.body }))
  // Each has its share: autocannon renders every request of a connection anew, seconds of it when 128 have all.
  const share = Math.floor(BODIES / connections)
  let begun = 0
  const setupClient = (client: autocannon.Client) => {
    client.setRequests(requests.slice(begun * share, (begun + 1) * share))
    begun += 1
  }
  const { errors, non2xx, duration } = await new Promise<autocannon.Result>((resolve, reject) => {
    const done = (error: unknown, result: autocannon.Result) => (error ? reject(error as Error) : resolve(result))
    // Its own percentiles are whole milliseconds.
    autocannon({ url, connections, duration: seconds, setupClient }, done).on(
      'response',
      (_client, _status, _bytes, ms) => void took.push(ms),
    )
  })
  const refused = errors + non2xx
  return { perSecond: (took.length - non2xx) / duration, p50: percentile(took, 50), p99: percentile(took, 99), refused }
}

async function arrive({ url, rate, count }: Arrivals, bodies: Signed[]): Promise<Told> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections: 128, pipelining: 1 })
  let refused = 0
  const send = async (i: number) => {
    const one = bodies[i % bodies.length]!
    const answer = await pool.request({ path, method: 'POST', headers: headersOf(one), body: one.body })
    await answer.body.dump()
    if (answer.statusCode !== 200) refused += 1
  }
  try {
    const took = await atRate({ rate, count, send })
    return { perSecond: rate, p50: percentile(took, 50), p99: percentile(took, 99), refused }
  } finally {
    await pool.close()
  }
}
