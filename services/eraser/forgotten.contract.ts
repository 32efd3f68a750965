// Line by line of what is promised about an unsend: said, edited, quoted, sent as a file and a picture, delivered late; then nowhere.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FORGET_MS, openDesk, type Desk, type Engines } from './forgotten.fixture.ts'
import { until } from '../test/house/until.fixture.ts'

/** `nudge`: brings the moment nearer at which the log forgets. */
export function forgottenContract(
  open: () => Promise<Engines & { nudge(desk: Desk): Promise<void>; stop(): Promise<void> }>,
) {
  let engines: Awaited<ReturnType<typeof open>>
  let desk: Desk
  beforeAll(async () => {
    engines = await open()
    desk = await openDesk(engines)
  }, 240_000)
  afterAll(async () => {
    await desk?.stop()
    await engines?.stop()
  }, 60_000)

  test(
    'what a customer took back is nowhere, and a rebuild gives the rows there are',
    { timeout: 400_000 },
    async () => {
      const marker = `marker${randomBytes(8).toString('hex')}`
      const text = await desk.act('say', { text: `${marker} said` })
      await desk.act('edit', { messageId: text, text: `${marker} edited` })
      await desk.act('edit', { messageId: text, text: `${marker} edited again` })
      const file = await desk.act('file', { name: `${marker}.txt`, text: `${marker} in a file` })
      const place = await desk.act('place', { title: marker, latitude: 35, longitude: 139 })
      const picture = await desk.act('images', {})
      const answer = await desk.act('quote', { messageId: text, text: 'an answer that stays' })
      await untilStored(desk, [file, picture])
      await untilEarlier(desk, text)
      await until(desk.indexed, 'the index', 30_000)
      const held = await desk.inDatabase(marker)
      expect(held.filter((table) => /^(inbox|search)_v\d+\.message$/.test(table))).toHaveLength(2)
      expect(await desk.inFiles(marker)).not.toEqual([])
      expect(await desk.inFiles(picture)).not.toEqual([])
      expect(await desk.onLog(marker)).toBeGreaterThan(4)
      expect(await desk.shown(marker)).not.toEqual([])

      for (const messageId of [text, file, place, picture]) await desk.act('unsend', { messageId })
      await desk.inject({ type: 'message', message: { id: text, type: 'text', text: `${marker} comes late` } })
      await until(async () => (await desk.shown(marker)).length === 0, 'hiding', 30_000)
      await untilErased(desk)
      await until(
        async () => {
          if ((await desk.onLog(marker)) === 0) return true
          await engines.nudge(desk)
          return false
        },
        'forgetting',
        FORGET_MS,
      )
      await until(desk.indexed, 'the index', 30_000)
      expect(await desk.inDatabase(marker)).toEqual([])
      expect(await desk.inFiles(marker)).toEqual([])
      expect(await desk.inFiles(picture)).toEqual([])
      expect(await desk.shown(marker)).toEqual([])
      const { rows } = await desk.pool.query<{ kind: string; quotes: string }>(
        `select row->'body'->>'kind' as kind, row->'body'->>'quotedMessageId' as quotes from rm.message where id = $1`,
        [desk.rowOf(answer)],
      )
      expect(rows).toEqual([{ kind: 'text', quotes: text }])
      expect(await desk.rebuilt()).toEqual([])
      expect(await desk.inDatabase(marker)).toEqual([])
      expect(await desk.operator('erase', 'status')).toMatch(/^0 taken back.*\n0 told.*\n\d+ erased, the last at /)
      expect(await desk.operator('erase', 'verify')).toMatch(
        /^\d+ records were erased, \d+ of them still have a value$/m,
      )
    },
  )
}

const untilStored = (desk: Desk, ids: string[]) =>
  until(
    async () => {
      const sql = `select from rm.message where id = any($1) and row->'body'->'media'->>'state' = 'stored'`
      return (await desk.pool.query(sql, [ids.map(desk.rowOf)])).rowCount === ids.length
    },
    'the bytes',
    60_000,
  )

const untilEarlier = (desk: Desk, id: string) =>
  until(
    async () => {
      const sql = `select from rm.message where id = $1 and jsonb_array_length(row->'body'->'earlier') = 2`
      return (await desk.pool.query(sql, [desk.rowOf(id)])).rowCount === 1
    },
    'both edits',
    30_000,
  )

/** Every redacted event is told, and every record of one is noted. */
const untilErased = (desk: Desk) =>
  until(
    async () => {
      const sql = `select from rm.event v left join erased e on (e.part, e.key) = (v.part, v.key) where v.redacted and e.key is null`
      const { rowCount } = await desk.pool.query(sql)
      const { rows } = await desk.pool.query<{ n: number }>('select count(*)::int as n from erased')
      return rowCount === 0 && rows[0]!.n >= 8
    },
    'erasing',
    60_000,
  )
