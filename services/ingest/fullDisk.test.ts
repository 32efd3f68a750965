// The spool's disk runs full while the log is silent: 503 and why, nothing acknowledged is lost, and room is enough to go on.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFakeLog, openDesk, said, type Desk } from './desk.fixture.ts'
import { mountTinyDisk, type TinyDisk } from './tinyDisk.fixture.ts'

const mounted = mountTinyDisk()
if (typeof mounted === 'string') console.log(`a full disk was not tried: ${mounted}`)
else mounted.stop()

describe.skipIf(typeof mounted === 'string')('a full disk', { timeout: 30_000 }, () => {
  let disk: TinyDisk
  let desk: Desk
  let logged: string[]
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  const open = async (log = createFakeLog()) => {
    log.stalled = true
    return openDesk({ log, folder: join(disk.folder, 'spool'), logger })
  }
  beforeEach(async () => {
    logged = []
    disk = mountTinyDisk() as TinyDisk
    desk = await open()
  })
  afterEach(async () => {
    await desk.stop()
    disk.stop()
  })

  const post = (n: number) => desk.postEvents([said(`U${n}`, 'x'.repeat(20_000))])
  const lines = (text: string) => logged.filter((line) => line.includes(text)).length
  const acknowledgedBy = (answers: Response[]) =>
    answers.flatMap(({ status }, i) => (status === 200 ? [`shop:U${i}`] : [])).toSorted()
  const keysOf = (events: { key: string }[]) => [...new Set(events.map(({ key }) => key))].toSorted()
  /** One after the other into the spool, until there is no more room. */
  async function fill(): Promise<Response[]> {
    const first = await Promise.all(Array.from({ length: 8 }, (_, n) => post(n)))
    const second = await Promise.all(Array.from({ length: 8 }, (_, n) => post(8 + n)))
    return [...first, ...second]
  }

  test('is answered 503 with a reason, counted, said once and shown; room ends it without a restart', async () => {
    const ballast = join(disk.folder, 'ballast')
    await writeFile(ballast, Buffer.alloc(80_000))
    const answers = await fill()
    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    expect(acknowledgedBy(answers).length).toBeGreaterThan(0)
    expect(await refused[0]!.json()).toMatchObject({ code: 'unavailable' })
    expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'down', why: expect.stringContaining('ENOSPC') })
    const { values } = await desk.metrics.spoolFailures.get()
    expect(values.find(({ labels }) => labels.cause === 'ENOSPC')!.value).toBeGreaterThan(0)
    expect(lines('the spool cannot be written')).toBe(1)

    await rm(ballast)
    expect((await post(100)).status).toBe(200)
    expect(lines('the spool can be written again')).toBe(1)
    expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'degraded' })
    desk.log.go()
    await vi.waitFor(() => expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'ok' }))
  })

  test('loses nothing that was acknowledged when ingest dies on it, and lets it start again', async () => {
    const acknowledged = acknowledgedBy(await fill())
    const release = await desk.crash()
    const log = createFakeLog()
    const before = await readFile(join(disk.folder, 'spool', 'spool.jsonl'), 'utf8')
    expect(before.length).toBeGreaterThan(128 * 1024) // no room to write it anew
    desk = await open(log)
    expect(keysOf(log.appended)).toEqual(expect.arrayContaining(acknowledged))
    expect((await post(100)).status).toBe(503)
    log.go()
    await vi.waitFor(() => expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'ok' }))
    log.stalled = true
    expect((await post(101)).status).toBe(200)
    await release()
  })
})
