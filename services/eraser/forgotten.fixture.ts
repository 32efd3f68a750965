// The whole product in a process of its own, a customer who says something unmistakable in every way there is and takes it back, and a
// search for it wherever anything is kept.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conversationId, inboundMessageId } from '@madoguchi/contracts/ids'
import type { Pool } from '../db/pool.ts'
import { openPool } from '../db/pool.ts'
import type { Log } from '../log/log.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { silentLogger } from '../runtime/logger.ts'
import { demoChannels, demoGroups } from '../simulator/world/demo.ts'
import { freePort, startChild } from '../test/child.ts'
import { runMain } from '../test/command.ts'
import { signIn } from '../test/house/session.fixture.ts'
import { isIndexed, unlikeRebuilt } from './rebuilt.fixture.ts'
import { until } from '../test/house/until.fixture.ts'

const LINE_CHANNEL = demoChannels[0]!.id
const GROUP = demoGroups[0]!.id
const PERSON = demoGroups[0]!.members![0]!
const START_MS = 180_000
export const FORGET_MS = 120_000

export type Desk = Awaited<ReturnType<typeof openDesk>>
export type Engines = { databaseUrl: string; settings: Record<string, string>; openLog(pool: Pool): Promise<Log> }

export async function openDesk({ databaseUrl, settings, openLog }: Engines) {
  const stack = createStack()
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-forgotten-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  const env = { ...settings, DATABASE_URL: databaseUrl, DATA_DIR: folder, SIMULATOR_PORT: String(await freePort()) }
  const all = await startChild({ args: ['all'], env, ready: /^Phone .*\n/m, withinMs: START_MS })
  stack.add(() => all.kill().then(() => undefined))
  const pool = stack.use(openPool({ url: databaseUrl, logger: silentLogger() }), (opened) => opened.end())
  const log = stack.use(await openLog(pool), (opened) => opened.close())
  const [, email, password] = /^Sign in {2}(\S+) {2}(\S+)$/m.exec(all.output())!
  const simulator = `http://127.0.0.1:${env.SIMULATOR_PORT}`
  const http = await signIn(all.url, { name: '', email: email!, password: password! }, 'agent')
  const { rows } = await pool.query<{ id: string }>('select id from channel where line_channel_id = $1', [LINE_CHANNEL])
  const channel = rows[0]!.id

  async function call<T>(path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(simulator + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const conversation = conversationId(channel, { groupId: GROUP })
  return {
    pool,
    log,
    rowOf: (message: string) => inboundMessageId(channel, message),
    /** The id of the message that it is or speaks of. */
    async act(deed: string, more: object): Promise<string> {
      const act = { channel: LINE_CHANNEL, as: PERSON, in: GROUP, do: deed, delayMs: 0, ...more }
      return (await call<{ messageIds: string[] }>('/_sim/act', act)).messageIds[0]!
    },
    inject: (event: object) =>
      call('/_sim/inject', {
        channel: LINE_CHANNEL,
        event: { source: { type: 'group', groupId: GROUP, userId: PERSON }, ...event },
      }),
    /** Where it stands in what a browser is given. */
    async shown(marker: string): Promise<string[]> {
      const id = encodeURIComponent(conversation)
      const paths = [
        `/api/channels/${channel}/conversations`,
        `/api/conversations/${id}`,
        `/api/conversations/${id}/messages`,
        `/api/search?q=${encodeURIComponent(marker)}`,
      ]
      const { rows: events } = await pool.query<{ id: string }>('select id from rm.event where conversation = $1', [
        conversation,
      ])
      paths.push(...events.map((event) => `/api/events/${encodeURIComponent(event.id)}`))
      const found: string[] = []
      for (const path of paths) if (JSON.stringify(await http.get(path)).includes(marker)) found.push(path)
      return found
    },
    inFiles: (marker: string) => filesWith(folder, marker),
    inDatabase: (marker: string) => tablesWith(pool, marker),
    onLog: (marker: string) => recordsWith(log, marker),
    operator: (...args: string[]) => runMain(args, env),
    /** Search has read what the rows of the screen have. */
    indexed: () => isIndexed(pool),
    rebuilt: () => unlikeRebuilt(pool, log),
    stop: () => stack.stop(),
  }
}

/** By name or by what is in them: the media store and the spool are among them. */
async function filesWith(folder: string, marker: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const one of all.filter((entry) => entry.isFile())) {
    const path = join(one.parentPath, one.name)
    const content = await readFile(path).catch(() => Buffer.alloc(0)) // gone meanwhile
    if (path.includes(marker) || content.includes(marker)) found.push(path)
  }
  return found
}

/** Every row of every table, whatever its columns are, as text. */
async function tablesWith(pool: Pool, marker: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await pool.query(`select from ${name} t where strpos(t::text, $1) > 0 limit 1`, [marker])
    if (rowCount !== 0) found.push(name)
  }
  return found
}

async function recordsWith(log: Log, marker: string): Promise<number> {
  let found = 0
  const ended = new Set<number>()
  const subscription = await log.subscribe({
    name: `search.${crypto.randomUUID()}`,
    position: async () => ({ next: 0, lastKey: null }),
    async deliver(part, records, highWatermark) {
      for (const { event } of records) if (JSON.stringify(event).includes(marker)) found += 1
      if (highWatermark === 0 || (records.at(-1)?.off ?? -1) >= highWatermark - 1) ended.add(part)
    },
  })
  await until(() => ended.size === 12, 'the whole log', 60_000)
  await subscription.stop()
  return found
}
