// Whatever happens in whatever order, doubled, late, again: search finds what the screen shows, by the words it shows, and holds none of
// what was taken back. The projector's rows are the model.
import { SEARCH_KINDS } from '@madoguchi/contracts/http/search'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { fold } from '@madoguchi/contracts/search/fold'
import { saidInBody } from '@madoguchi/contracts/search/said'
import { gramsOf, NAME_GRAMS, TEXT_GRAMS } from '@madoguchi/contracts/search/words'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dice, history } from '../projector/commit/history.fixture.ts'
import { doubled } from './doubled.fixture.ts'
import { LIVE, openRows, REBUILT, type Rows } from './rows.fixture.ts'

const SEEDS = Array.from({ length: Number(process.env.SEARCH_HISTORIES ?? 12) }, (_, i) => 101 + i)

let rows: Rows
beforeAll(async () => void (rows = await openRows()), 60_000)
afterAll(() => rows?.stop())

type Found = { conversation: string; id: string; at: number; direction: string; kinds: string[]; gone: boolean }
type Text = Found & { folded: string; grams: string[] }

async function texts(): Promise<Map<string, Text>> {
  const { rows: all } = await rows.pool.query<Text>(`select * from ${LIVE}.message`)
  return new Map(all.map((one) => [`${one.conversation} ${one.id}`, one]))
}

const isGone = ({ body }: MessageRow) =>
  body.kind === 'unsent' || body.kind === 'deleted' || (body.kind === 'note' && body.deleted === true)

/** What is wrong, in words. */
async function wrongTexts(): Promise<string[]> {
  const found = await texts()
  const { rows: screen } = await rows.pool.query<{ id: string; row: MessageRow }>(
    'select id, row from inbox_v1.message',
  )
  return screen.flatMap(({ id, row }) => {
    const one = found.get(`${row.conversation} ${id}`)
    if (isGone(row)) return one?.folded === '' && one.gone ? [] : [`${id} is gone and stands as ${JSON.stringify(one)}`]
    const said = saidInBody(row.body)
    if (said.text === '') return []
    const wanted = { folded: fold(said.text), kinds: said.kinds, direction: row.direction, gone: false }
    const at = row.orphan === true ? one?.at : row.at
    const grams = gramsOf(wanted.folded, TEXT_GRAMS)
    const same = one && JSON.stringify([one.folded, one.kinds, one.direction, one.gone, one.at, one.grams])
    return same === JSON.stringify([...Object.values(wanted), at, grams])
      ? []
      : [`${id}: ${same}, not ${JSON.stringify(wanted)}`]
  })
}

async function wrongNames(): Promise<string[]> {
  const { rows: names } = await rows.pool.query<{ id: string; folded: string; grams: string[] }>(
    `select * from ${LIVE}.name`,
  )
  const { rows: screen } = await rows.pool.query<{ id: string; row: ConversationRow }>(
    'select id, row from inbox_v1.conversation',
  )
  const found = new Map(names.map((one) => [one.id, one]))
  return screen.flatMap(({ id, row }) => {
    const names = [row.name ?? '', row.ourName ?? '', ...(row.tags ?? [])].map(fold).filter((name) => name !== '')
    const [one, wanted] = [found.get(id), names.join('\n')]
    const same = (one?.folded ?? '') === wanted && String(one?.grams ?? []) === String(gramsOf(wanted, NAME_GRAMS))
    return same ? [] : [`${id} is called ${one?.folded}, not ${wanted}`]
  })
}

test.each(SEEDS)('history %i: live as on the screen, and rebuilt the same', { timeout: 120_000 }, async (seed) => {
  const records = doubled(history(seed, 320), dice(seed))
  await rows.empty()
  await rows.live(records, dice(seed))
  await rows.screen(records)
  expect(await wrongTexts()).toEqual([])
  expect(await wrongNames()).toEqual([])
  await rows.rebuild(records)
  expect(await rows.stateOf(REBUILT)).toEqual(await rows.stateOf(LIVE))
  const found = [...(await texts()).values()]
  expect(found.filter(({ gone }) => gone).length).toBeGreaterThan(0)
  expect(
    found.filter(({ kinds }) => kinds.some((kind) => (SEARCH_KINDS as readonly string[]).includes(kind))).length,
  ).toBeGreaterThan(20)
})
