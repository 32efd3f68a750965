// A channel to write to and agents who are signed in, made before any role runs.
import { createMemoryBus } from '../../bus/memory.ts'
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { SYSTEM } from '../../directory/audit.ts'
import { openDirectory, type Directory } from '../../directory/open.ts'
import { openSession } from '../../directory/sessions/sessions.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { demoChannels } from '../../simulator/world/demo.ts'

export const SECRET_KEY = 'b'.repeat(32)

export type Desk = {
  /** Ours, as in the webhook's path. */
  channel: string
  secret: string
  destination: string
  /** Cookie headers, one an agent, for a console that is not on https. */
  cookies: string[]
}

export async function openDesk(pool: Pool, { agents = 1 } = {}): Promise<Desk> {
  const stack = createStack()
  const logger = silentLogger()
  try {
    const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
    const opened = await openDirectory({ pool, bus, secretKey: SECRET_KEY, logger })
    const directory = stack.use(opened, (one) => one.stop())
    const { id: lineChannelId, name, secret, botUserId } = demoChannels[0]!
    const bot = { userId: botUserId, basicId: null, pictureUrl: null }
    const added = await directory.channels.add({ name, lineChannelId, secret, bot }, SYSTEM)
    if (!added.ok) throw new Error(added.code)
    const cookies: string[] = []
    for (let i = 0; i < agents; i += 1) cookies.push(await signedIn(directory, pool, i))
    return { channel: added.id, secret, destination: botUserId, cookies }
  } finally {
    await stack.stop()
  }
}

/** Agent number `i`, who may do everything; without a password: making one takes longer than all the rest. */
export async function signedIn(directory: Directory, pool: Pool, i: number): Promise<string> {
  const grants = [{ channel: '*', role: 'admin' as const }]
  const given = { email: `agent${i}@bench.example`, name: `Agent ${i}`, password: null, grants }
  const { id } = await directory.agents.add(given, SYSTEM)
  const token = await transaction(pool, (tx) => openSession(tx, id, '127.0.0.1', Date.now()))
  return `madoguchi=${token}`
}
