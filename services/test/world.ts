// The whole product for a scene: everything in one process on the embedded engines, or every role its own process on real
// ones (two projectors, two gateways behind one address). LINE is the simulator either way.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { createStack } from '../runtime/lifecycle.ts'
import { freePort, startChild, type Child } from './child.ts'
import { startBalancer, type Balancer } from './balancer.ts'
import { openRealEngines } from './engines.ts'
import { runMain } from './command.ts'
import { demoChannels } from '../simulator/world/demo.ts'

export type WorldAgent = { name: string; email: string; password: string }
export type World = {
  console: string
  simulator: string
  phone: string
  /** Two who may both answer. */
  agents: [WorldAgent, WorldAgent]
  /** Processes by name: `all`, or `gateway-1`, `projector-2` … */
  children: Map<string, Child>
  balancer: Balancer | null
  stop(): Promise<void>
}
export type RealWorld = World & {
  /** What every process was started with. */
  settings: Record<string, string>
  /** One that is gone, with the settings, port and folder it had. */
  restart(name: string): Promise<Child>
}

/** `folder`: where its data are, the database's too. */
export type EmbeddedWorld = World & { folder: string }

/** `npm start` as a newcomer has it, in a folder of its own. */
export async function startEmbeddedWorld(): Promise<EmbeddedWorld> {
  const stack = createStack()
  const folder = await temporaryFolder(stack)
  const env = { DATA_DIR: folder, SIMULATOR_PORT: String(await freePort()) }
  const all = await startChild({ args: ['all'], env, ready: /^Phone .*\n/m })
  stack.add(() => all.kill().then(() => undefined))
  const line = /^Sign in {2}(\S+) {2}(\S+)$/m.exec(all.output())
  if (line === null) throw new Error(`no agent to sign in with: ${all.output()}`)
  const password = line[2]!
  const simulator = `http://127.0.0.1:${env.SIMULATOR_PORT}`
  await passOnAtOnce(simulator)
  return {
    console: all.url,
    simulator,
    phone: `${simulator}/phone/`,
    agents: [
      { name: '高橋 葵', email: line[1]!, password },
      { name: '林 美香', email: 'mika@minato.example', password },
    ],
    children: new Map([['all', all]]),
    folder,
    balancer: null,
    stop: () => stack.stop(),
  }
}

const ROLES = [
  'ingest',
  'projector-1',
  'projector-2',
  'sender',
  'fetcher',
  'eraser',
  'automation',
  'search',
  'notifier',
  'gateway-1',
  'gateway-2',
]

/**
 * `engines`: their settings, instead of a database and a topic of its own on those that the environment names. `roles`: fewer than all,
 * with ingest and both gateways among them.
 */
type How = { engines?: Record<string, string>; seed?: number; roles?: string[] }

/** Real Kafka, PostgreSQL and Redis, set up by the operator's commands. Needs DATABASE_URL, KAFKA_BROKERS and REDIS_URL. */
export async function startRealWorld(how: How = {}): Promise<RealWorld> {
  const stack = createStack()
  try {
    return await openRealWorld(stack, how)
  } catch (error) {
    await stack.stop()
    throw error
  }
}

async function openRealWorld(stack: ReturnType<typeof createStack>, how: How): Promise<RealWorld> {
  const engines = how.engines ?? (await openRealEngines(stack))
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const simulator = `http://127.0.0.1:${simulatorPort}`
  const env = {
    ...engines,
    DATA_DIR: await temporaryFolder(stack),
    SECRET_KEY: randomBytes(24).toString('hex'),
    LINE_API_URL: simulator,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  }
  const { children, start, restart } = family(stack, env)
  await start('simulator', { SIMULATOR_PORT: String(simulatorPort) }, /^Phone .*\n/m)
  if (how.seed !== undefined) await call('POST', `${simulator}/_sim/reset`, { seed: String(how.seed) })
  const agents = await setUp(env)
  await runMain(['topic', 'create', '--replication', '1'], env)
  // All of them: what still starts when another has failed would stay when the world is taken down.
  const starts = await Promise.allSettled((how.roles ?? ROLES).map((role) => start(role)))
  for (const one of starts) if (one.status === 'rejected') throw one.reason
  const gateways = ['gateway-1', 'gateway-2'].map((name) => children.get(name)!.url)
  const balancer = stack.use(await startBalancer({ targets: gateways, port }), (opened) => opened.stop())
  await connectWebhooks(simulator, children.get('ingest')!.url, env)
  return {
    console: balancer.url,
    simulator,
    phone: `${simulator}/phone/`,
    agents,
    children,
    balancer,
    settings: env,
    restart,
    stop: () => stack.stop(),
  }
}

/** A start takes 2 s of a processor's time, of which a busy machine gives little. */
const START_MS = 180_000

/** Processes by name, each on a port that it keeps. */
function family(stack: ReturnType<typeof createStack>, env: Record<string, string>) {
  const children = new Map<string, Child>()
  const ports = new Map<string, string>()
  const start = async (name: string, more: Record<string, string> = {}, ready = /ready on/) => {
    if (!ports.has(name)) {
      ports.set(name, String(await freePort()))
      stack.add(async () => void (await children.get(name)?.kill('SIGKILL')))
    }
    const settings = { ...env, ...more, PORT: ports.get(name)! }
    const child = await startChild({ args: [name.split('-')[0]!], env: settings, ready, withinMs: START_MS })
    children.set(name, child)
    return child
  }
  return { children, start, restart: (name: string) => start(name) }
}

/** Agents and channels as an operator makes them. */
async function setUp(env: Record<string, string>): Promise<[WorldAgent, WorldAgent]> {
  const people: [WorldAgent, WorldAgent] = [
    { name: 'Aoi Takahashi', email: 'aoi@minato.example', password: randomBytes(9).toString('hex') },
    { name: 'Mika Hayashi', email: 'mika@minato.example', password: randomBytes(9).toString('hex') },
  ]
  for (const { name, email, password } of people)
    await runMain(['agent', 'add', '--email', email, '--name', name, '--role', 'admin'], env, `${password}\n`)
  for (const { id, name, secret } of demoChannels)
    await runMain(['channel', 'add', '--name', name, '--line-id', id, '--secret-stdin'], env, `${secret}\n`)
  return people
}

/** LINE's own delay is not ours to prove: scenes count from the phone, so the platform passes on at once. */
const PROMPT = { delayMs: [0, 0], batch: { windowMs: 0, max: 1 } }

async function passOnAtOnce(simulator: string) {
  for (const { id } of demoChannels) await patchChannel(simulator, id, { settings: PROMPT })
}

const patchChannel = (simulator: string, id: string, change: object) =>
  call('PATCH', `${simulator}/_sim/channels/${id}`, change)

async function call(method: string, url: string, change: object) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method, headers, body: JSON.stringify(change) })
  if (!answer.ok) throw new Error(`the simulator refused ${method} ${url}: ${answer.status}`)
}

async function connectWebhooks(simulator: string, ingest: string, env: Record<string, string>) {
  const listed = await runMain(['channel', 'list'], env)
  for (const { id } of demoChannels) {
    const ours = listed
      .split('\n')
      .find((line) => line.includes(id))
      ?.match(/\/webhook\/(\S+)/)?.[1]
    if (ours === undefined) throw new Error(`channel ${id} is not listed: ${listed}`)
    const webhook = { endpoint: `${ingest}/webhook/${ours}`, active: true, redelivery: true }
    await patchChannel(simulator, id, { webhook, settings: PROMPT })
  }
}

async function temporaryFolder(stack: ReturnType<typeof createStack>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-world-'))
  await chmod(folder, 0o711)
  stack.add(() => rm(folder, { recursive: true, force: true }))
  return folder
}
