// What a newcomer finds: LINE's simulator in this process, agents and channels to try, people who have written already.
import { seedDemo } from '../directory/seed.ts'
import type { Directory } from '../directory/open.ts'
import type { Pool } from '../db/pool.ts'
import { startDemoTalk } from '../simulator/demo.ts'
import { startSimulator } from '../simulator/start.ts'
import { demoChannels } from '../simulator/world/demo.ts'
import type { Channel } from '../directory/channel.ts'
import type { Engines } from './engines.ts'
import { PHONE } from './simulator.ts'

export type Demo = {
  lineApiUrl: string
  phoneUrl: string
  /** The first admin; `password: null` = it was changed by its owner. */
  agent: { email: string; password: string | null }
  /** Agents and channels enter the directory. */
  enter(house: { directory: Directory }): Promise<void>
  /** LINE learns the webhooks' address, and people begin to talk; only on a log that has never heard of them. */
  connect(address: string): Promise<void>
}

/** The simulator forgets at every start while our rows stay: a seed per start keeps its ids from coming again. */
const seedOfStart = () => `start-${Date.now()}`

export async function openDemo({ config, logger, stack, pool }: Engines): Promise<Demo> {
  const { host, simulatorPort: port } = config
  const simulator = await startSimulator({ host, port, seed: seedOfStart(), phoneDir: PHONE, log: logger })
  stack.use(simulator, (opened) => opened.stop())
  let channels: Channel[] = []
  const demo: Demo = {
    lineApiUrl: simulator.url,
    phoneUrl: `${simulator.url}/phone/`,
    agent: { email: '', password: null },
    async enter({ directory }) {
      const described = demoChannels.map(({ id, ...channel }) => ({ ...channel, lineChannelId: id }))
      const seeded = await seedDemo(directory, described)
      channels = seeded.channels
      demo.agent = seeded.agents[0] ?? demo.agent
    },
    async connect(address) {
      for (const channel of channels) await setWebhook(simulator.url, channel, `${address}/webhook/${channel.id}`)
      const talk = startDemoTalk({ url: simulator.url, history: await isSilent(pool) })
      stack.use(talk, (started) => started.stop())
    },
  }
  return demo
}

async function setWebhook(simulator: string, { lineChannelId }: Channel, endpoint: string) {
  const answer = await fetch(`${simulator}/_sim/channels/${lineChannelId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ webhook: { endpoint, active: true, redelivery: true } }),
  })
  if (!answer.ok) throw new Error(`the simulator refused the webhook address: ${answer.status}`)
}

async function isSilent(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query('select 1 from rm.event limit 1')
  return rows.length === 0
}
