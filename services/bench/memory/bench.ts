// Resident memory of the one process of `npm start`, PostgreSQL's aside: at rest with its demo, and after 100,000 messages went
// through it. Beside it a bare Node that holds nothing.
import { spawn } from 'node:child_process'
import { openPool, type Pool } from '../../db/pool.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import type { Bench } from '../bench.ts'
import { scaled } from '../scale.ts'
import type { Engines } from '../stage/engines.ts'
import { openNamed } from '../stage/named.ts'
import { openFolder, startAll } from '../stage/wholeProcess.ts'
import { flow } from './flow.ts'
import { settledMb } from './residence.ts'

const MESSAGES = 100_000
const PEOPLE = 2_000
const CALM_LOOKS = 10

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const calm = scaled(CALM_LOOKS, 2)
    const floor = await bareMb(calm)
    const engines = await openNamed(stack)
    const folder = await openFolder(stack)
    const child = await startAll(folder, engines?.env)
    stack.add(() => child.kill().then(() => undefined))
    const rest = await settledMb(child.pid, calm)
    say(`at rest ${rest.toFixed(0)} MB`)
    const { url, pool } = engines ?? (await embeddedOf(stack, folder))
    const count = scaled(MESSAGES, 500)
    const { rows } = await pool.query<{ id: string }>('select id from channel order by position limit 1')
    await flow({ pool, url, kafka: engines?.kafka ?? null, channel: rows[0]!.id, count, people: scaled(PEOPLE, 20) })
    const after = await settledMb(child.pid, calm)
    say(`after ${count} messages ${after.toFixed(0)} MB`)
    const what = `after ${count.toLocaleString('en')} messages`
    return [
      { what: 'resident at rest', unit: 'MB', ours: rest, floor, wanted: { of: 'ours', atMost: 300 } },
      { what: `resident ${what}`, unit: 'MB', ours: after, floor },
    ]
  } finally {
    await stack.stop()
  }
}

/** The database that the process itself has started. */
async function embeddedOf(stack: Stack, folder: string): Promise<Pick<Engines, 'url'> & { pool: Pool }> {
  const { url } = await startEmbedded({ folder, logger: silentLogger(), share: true })
  const pool = stack.use(openPool({ url, max: 12, logger: silentLogger() }), (opened) => opened.end())
  return { url, pool }
}

async function bareMb(calm: number): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
  try {
    return await settledMb(child.pid!, calm)
  } finally {
    child.kill()
  }
}
