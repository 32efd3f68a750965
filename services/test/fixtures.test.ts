// LINE's published webhook bodies through the whole intake: signed by the simulator, answered 200, verbatim on the log, rows
// that say something, no dead letter.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels } from '../simulator/world/demo.ts'
import { replayFixture, type Fixture } from '../simulator/webhook/replayFixture.ts'
import { freePort, startChild, type Child } from './child.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'webhooks')
const there = existsSync(FIXTURES)
if (!there) console.log('fixtures.test.ts is not run: ../shared/fixtures is not there')

let database: TestDatabase
let all: Child
let folder: string
let simulator: string
beforeAll(async () => {
  if (!there) return
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-fixtures-'))
  await chmod(folder, 0o711)
  const port = String(await freePort())
  simulator = `http://127.0.0.1:${port}`
  const env = { DATABASE_URL: database.url, DATA_DIR: folder, SIMULATOR_PORT: port, DEMO: '1' }
  all = await startChild({ args: ['all'], env, ready: /^Phone .*\n/m })
}, 60_000)
afterAll(async () => {
  await all?.kill()
  await database?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

async function bodies(): Promise<{ name: string; fixture: Fixture }[]> {
  const names = (await readdir(FIXTURES, { recursive: true })).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => ({ name, fixture: JSON.parse(await readFile(join(FIXTURES, name), 'utf8')) as Fixture })),
  )
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

test.skipIf(!there)(
  'every published body is answered 200, stands word for word on the log and as a row, and none is a dead letter',
  async () => {
    const channel = demoChannels[0]!
    const sent: unknown[] = []
    for (const [i, { name, fixture }] of (await bodies()).entries()) {
      const { body, status } = await replayFixture({
        url: simulator,
        channel,
        fixture,
        salt: `7${String(i).padStart(3, '0')}`,
      })
      expect([name, status]).toEqual([name, 200])
      sent.push(...body.events)
    }
    expect(sent.length).toBeGreaterThan(50)
    const onLog = async () =>
      (await database.pool.query<{ value: string }>('select value from log.record')).rows.map((r) =>
        canonical(JSON.parse(r.value)),
      )
    await expect.poll(async () => (await onLog()).length).toBeGreaterThanOrEqual(sent.length)
    const kept = new Set(await onLog())
    for (const event of sent) expect(kept, canonical(event)).toContain(canonical(event))

    const projected = () =>
      database.pool.query<{ raw: string; message: string | null; type: string; key: string }>(
        'select raw, message, type, key from rm.event',
      )
    await expect
      .poll(
        async () =>
          (
            await database.pool.query(
              "select 1 from log.head h join checkpoint c using (part) where c.reader like 'inbox_v%' and c.next < h.next",
            )
          ).rowCount,
        { timeout: 15_000 },
      )
      .toBe(0)
    expect((await database.pool.query('select * from dead_letter')).rows).toEqual([])
    const { rows } = await database.pool.query<{ body: { kind: string } }>(
      "select row->'body' as body from rm.message where row is not null",
    )
    expect(rows.filter(({ body }) => body.kind === 'undisplayable')).toEqual([])
    const silent = (await projected()).rows.filter((r) => r.message === null && !r.key.endsWith(':-'))
    expect(
      silent.map((r) => r.type).filter((type) => type !== 'contact.profiled' && !type.endsWith('.profiled')),
    ).toEqual([])
  },
  60_000,
)
