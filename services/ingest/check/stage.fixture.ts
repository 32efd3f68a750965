// The real ingest and a projector as processes, on a broker and a PostgreSQL that can go away, with the simulator as LINE.
// Two channels: LINE sends again what one of them did not take, and never what the other did not.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryBus } from '../../bus/memory.ts'
import { openPool } from '../../db/pool.ts'
import { openDirectory } from '../../directory/open.ts'
import { seedDemo } from '../../directory/seed.ts'
import { started } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { startSimulator } from '../../simulator/start.ts'
import { demoChannels, demoPeople } from '../../simulator/world/demo.ts'
import { freePort, startChild, type Child } from '../../test/child.ts'
import { startFaultyBrokers, type FaultyBrokers } from '../../test/faults/brokers.ts'
import { startFaultyPostgres, type FaultyPostgres } from '../../test/faults/postgres.ts'

export const TOPIC = 'ingest.check'
export const PEOPLE = demoPeople.map(({ id }) => id)
/** One a channel. */
export const GROUPS = demoChannels.map((_, i) => `C${String(i + 1).repeat(32)}`)
export const CHANNELS = demoChannels.map(({ id }) => id)

export type Stage = {
  brokers: FaultyBrokers
  postgres: FaultyPostgres
  projector: Child
  /** Our channel ids by LINE's. */
  channels: Map<string, string>
  spoolFile: string
  ingest(): Child
  /** On the same port and folder; `failpoint`: where it is to die. */
  startIngest(failpoint?: string): Promise<Child>
  /** The last lines of every process, for a run that failed. */
  said(): string
  /** Calls the simulator's admin interface. */
  sim<T>(method: string, path: string, body?: object): Promise<T>
  stop(): Promise<void>
}

export function openStage(): Promise<Stage> {
  return started(async (stack) => {
    const [brokers, postgres] = await Promise.all([
      startFaultyBrokers({ count: 1, topic: TOPIC }).then((one) => stack.use(one, (opened) => opened.stop())),
      startFaultyPostgres().then((one) => stack.use(one, (opened) => opened.stop())),
    ])
    const folder = await mkdtemp(join(tmpdir(), 'madoguchi-ingest-'))
    stack.add(() => rm(folder, { recursive: true, force: true }))
    const simulator = stack.use(await startSimulator({ port: 0, world: worldOf() }), (opened) => opened.stop())
    const port = String(await freePort())
    const env = {
      NODE_ENV: 'test',
      DATABASE_URL: postgres.url,
      KAFKA_BROKERS: brokers.addresses.join(','),
      KAFKA_TOPIC: TOPIC,
      LINE_API_URL: simulator.url,
      SECRET_KEY: randomBytes(24).toString('hex'),
      DATA_DIR: folder,
    }
    const channels = await registerChannels(postgres.url, env.SECRET_KEY)
    const children: Child[] = []
    const start = async (role: string, more: Record<string, string> = {}) => {
      const child = await startChild({ args: [role], env: { ...env, ...more }, ready: /ready on/ })
      children.push(child)
      stack.add(() => child.kill('SIGKILL').then(() => undefined))
      return child
    }
    const begin = (failpoint = '') => start('ingest', { PORT: port, FAILPOINT: failpoint })
    let [ingest, projector] = await Promise.all([begin(), start('projector')])
    const sim = callsOf(simulator.url)
    for (const [i, id] of CHANNELS.entries()) {
      const endpoint = `${ingest.url}/webhook/${channels.get(id)}`
      await sim('PATCH', `/_sim/channels/${id}`, { webhook: { endpoint, active: true, redelivery: i === 0 } })
    }
    return {
      brokers,
      postgres,
      projector,
      channels,
      spoolFile: join(folder, 'spool', `${hostname()}-${port}`, 'spool.jsonl'),
      ingest: () => ingest,
      startIngest: async (failpoint) => (ingest = await begin(failpoint)),
      said: () => children.map((child) => `${child.name} (${child.pid})\n${child.output().slice(-SAID)}`).join('\n'),
      sim,
      stop: () => stack.stop(),
    }
  })
}

/** Characters of each. */
const SAID = 20_000

/** LINE passes on at once, one event a body, however many bodies are unanswered. */
const PROMPT = { delayMs: [0, 0] as [number, number], batch: { windowMs: 0, max: 1 }, parallel: 1_000 }

const worldOf = () => ({
  channels: demoChannels.map((channel) => ({ ...channel, settings: PROMPT })),
  users: [...demoPeople],
  groups: GROUPS.map((id, i) => ({ id, name: id, members: PEOPLE, channels: [CHANNELS[i]!] })),
})

async function registerChannels(url: string, secretKey: string): Promise<Map<string, string>> {
  const logger = silentLogger()
  return started(async (stack) => {
    const pool = stack.use(openPool({ url, logger }), (opened) => opened.end())
    const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
    const directory = stack.use(await openDirectory({ pool, bus, secretKey, logger }), (opened) => opened.stop())
    const demo = demoChannels.map(({ id, name, secret, botUserId }) => ({ name, secret, botUserId, lineChannelId: id }))
    const { channels } = await seedDemo(directory, demo)
    await stack.stop()
    return new Map(channels.map(({ id, lineChannelId }) => [lineChannelId, id]))
  })
}

function callsOf(url: string) {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const json: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
    return json as T
  }
}
