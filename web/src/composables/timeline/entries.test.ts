import { expect, test, vi } from 'vitest'
import type { Body } from '@madoguchi/contracts/row/message'
import { byAgent, item } from './build.fixture.ts'
import { entriesOf, FOLD_MS, grewAtStart, itemsOf, RUN_MS } from './entries.ts'

const zone = 'Asia/Tokyo'
const t0 = Date.parse('2026-11-24T10:00:00+09:00')
const kinds = (items: Parameters<typeof entriesOf>[0]) =>
  entriesOf(items, zone).map((e) => (e.kind === 'message' ? (e.runStart ? 'start' : 'next') : e.kind))

test('messages of one speaker within five minutes are one run', () => {
  expect(kinds([item(t0), item(t0 + RUN_MS), item(t0 + 2 * RUN_MS)])).toEqual(['day', 'start', 'next', 'next'])
  expect(kinds([item(t0), item(t0 + RUN_MS + 1)])).toEqual(['day', 'start', 'start'])
})

test('another speaker, a pill or a new day ends a run', () => {
  expect(kinds([item(t0), item(t0, { by: { kind: 'contact', userId: 'U2' } })])).toEqual(['day', 'start', 'start'])
  expect(kinds([item(t0), item(t0, byAgent('a')), item(t0, byAgent('b'))])).toEqual(['day', 'start', 'start', 'start'])
  const pill = item(t0, { direction: 'system', by: { kind: 'system' }, body: { kind: 'unfollow' } })
  expect(kinds([item(t0), pill, item(t0)])).toEqual(['day', 'start', 'pill', 'start'])
  const midnight = Date.parse('2026-11-25T00:00:00+09:00')
  expect(kinds([item(midnight - 1), item(midnight)])).toEqual(['day', 'start', 'day', 'start'])
})

test('days are the reader’s', () => {
  const items = [item(Date.parse('2026-11-24T14:59:00Z')), item(Date.parse('2026-11-24T15:01:00Z'))]
  expect(
    entriesOf(items, 'Asia/Tokyo')
      .filter((e) => e.kind === 'day')
      .map((e) => e.day),
  ).toEqual(['2026-11-24', '2026-11-25'])
  expect(
    entriesOf(items, 'UTC')
      .filter((e) => e.kind === 'day')
      .map((e) => e.day),
  ).toEqual(['2026-11-24'])
})

test('an unsent message is a pill in its place', () => {
  expect(kinds([item(t0), item(t0, { body: { kind: 'unsent' } }), item(t0)])).toEqual(['day', 'start', 'pill', 'start'])
})

test('repeated beacons in range fold into one pill with a count, entering does not', () => {
  const beacon = (type: string, hwid = 'h') => item(t0, { direction: 'system', body: { kind: 'beacon', type, hwid } })
  const entries = entriesOf(
    [beacon('enter'), beacon('stay'), beacon('stay'), beacon('stay'), beacon('stay', 'other')],
    zone,
  )
  expect(entries.flatMap((e) => (e.kind === 'pill' ? [e.times] : []))).toEqual([1, 3, 1])
})

test('a pending message keeps its key when the server’s row takes its place', () => {
  const pending = item(t0, byAgent('a'), 'same')
  const sent = item(t0 + 5, byAgent('a'), 'same')
  expect(entriesOf([pending], zone).at(-1)!.key).toBe(entriesOf([sent], zone).at(-1)!.key)
})

test('drawing 20,000 items again asks the calendar nothing', () => {
  const items = Array.from({ length: 20_000 }, (_, i) => item(t0 + i * 61_000))
  entriesOf(items, zone)
  const format = vi.spyOn(Intl.DateTimeFormat.prototype as unknown as { format: object }, 'format', 'get')
  expect(entriesOf(items, zone).length).toBeGreaterThan(20_000)
  expect(format).not.toHaveBeenCalled()
  format.mockRestore()
})

test('history that was loaded is told from news and from a first load', () => {
  const [a, b, c] = [item(t0), item(t0 + 1), item(t0 + 2)] as const
  const of = (...items: ReturnType<typeof item>[]) => entriesOf(items, zone)
  expect(grewAtStart(of(b, c), of(a, b, c))).toBe(true)
  expect(grewAtStart(of(a, b), of(a, b, c))).toBe(false)
  expect(grewAtStart(of(b), of(a, b, c))).toBe(false)
  expect(grewAtStart(of(), of(a, b))).toBe(false)
  expect(grewAtStart(of(a, b), of(a, b))).toBe(false)
})

test('so is letting go of the oldest; of the newest nothing needs to be held', () => {
  const [a, b, c] = [item(t0, {}, 'a'), item(t0 + 1, {}, 'b'), item(t0 + 2, {}, 'c')]
  expect(grewAtStart(entriesOf([a, b, c], zone), entriesOf([b, c], zone))).toBe(true)
  expect(grewAtStart(entriesOf([a, b, c], zone), entriesOf([a, b], zone))).toBe(false)
})

test('late is what came after something that stands below it now, not what was merely long on its way', () => {
  const lateOf = (items: Parameters<typeof entriesOf>[0]) =>
    entriesOf(items, zone).flatMap((e) => (e.kind === 'message' || e.kind === 'pill' ? [e.late] : []))
  const [a, b, c] = [1, 2, 3].map((place) => item(t0 + place, { late: true, place }))
  expect(lateOf([a!, b!, c!])).toEqual([false, false, false])
  expect(lateOf([item(t0, { late: true, place: 9 }), a!, b!])).toEqual([true, false, false])
  expect(lateOf([item(t0, { place: 9 }), a!])).toEqual([false, false])
})

const part = (at: number, setIndex: number | undefined, id: string, more: object = {}) =>
  item(
    at,
    { body: { kind: 'image', setId: 's', ...(setIndex === undefined ? {} : { setIndex, setTotal: 3 }) }, ...more },
    id,
  )
const partsOf = (items: Parameters<typeof entriesOf>[0]) =>
  entriesOf(items, zone).map((e) => (e.kind === 'day' ? 'day' : itemsOf(e).map(({ id }) => id)))

test('pictures sent together stand as one, in their own order, where the first of them came', () => {
  expect(partsOf([part(t0, 3, 'c'), item(t0, {}, 'between'), part(t0 + 1, 1, 'a'), part(t0 + 2, 2, 'b')])).toEqual([
    'day',
    ['a', 'b', 'c'],
    ['between'],
  ])
})

test('without places the order of their coming holds, and a missing one is not waited for', () => {
  expect(partsOf([part(t0, undefined, 'x'), part(t0 + 1, undefined, 'y')])).toEqual(['day', ['x', 'y']])
  expect(partsOf([part(t0, 3, 'c'), part(t0 + 1, 1, 'a')])).toEqual(['day', ['a', 'c']])
})

test('the same set of another person is another one, and its key does not hang on which part is loaded', () => {
  const other = { by: { kind: 'contact' as const, userId: 'U2' } }
  expect(partsOf([part(t0, 1, 'a'), part(t0, 2, 'b', other)])).toEqual(['day', ['a'], ['b']])
  const key = (items: Parameters<typeof entriesOf>[0]) => entriesOf(items, zone)[1]!.key
  expect(key([part(t0, 1, 'a'), part(t0 + 1, 2, 'b')])).toBe(key([part(t0 + 1, 2, 'b')]))
})

test('a picture that was taken back leaves its set', () => {
  const gone = part(t0, 1, 'a', { body: { kind: 'unsent' } })
  expect(partsOf([gone, part(t0 + 1, 2, 'b')])).toEqual(['day', ['a'], ['b']])
})

const deed = (at: number, by: string, body: Body, id?: string) =>
  item(at, { direction: 'system', by: { kind: 'agent', id: by }, body }, id)
const waived: Body = { kind: 'replyWaived' }

test('what one agent does within a minute folds into one, another agent or a later minute begins anew', () => {
  const entries = entriesOf(
    [
      deed(t0, 'a', { kind: 'assigned', assignee: 'a', team: null, how: 'taken' }),
      deed(t0 + FOLD_MS, 'a', waived),
      deed(t0 + FOLD_MS + 1, 'a', waived),
      deed(t0 + FOLD_MS + 2, 'b', waived),
    ],
    zone,
  )
  expect(entries.flatMap((e) => (e.kind === 'desk' ? [e.items.length] : []))).toEqual([2, 1, 1])
  expect(entries.flatMap(itemsOf)).toHaveLength(4)
})

test('tags and fields of a person fold with what else their agent did, and are hidden with it', () => {
  const items = [
    deed(t0, 'a', { kind: 'tagged', added: ['VIP'], removed: [] }),
    deed(t0 + 1, 'a', { kind: 'contactEdited', fields: ['memo'] }),
    deed(t0 + 2, 'a', waived),
  ]
  expect(entriesOf(items, zone).flatMap((e) => (e.kind === 'desk' ? [e.items.length] : []))).toEqual([3])
  expect(entriesOf(items, zone, false)).toEqual([])
})

test('where a case was resolved or began anew a line stands, also when what agents did is hidden', () => {
  const items = [
    deed(t0, 'a', waived),
    deed(t0 + 1, 'a', { kind: 'status', status: 'resolved' }),
    deed(t0 + 2, 'a', { kind: 'reopened', case: 1, fresh: false }),
    deed(t0 + 3, 'a', { kind: 'reopened', case: 2, fresh: true }),
  ]
  expect(entriesOf(items, zone).map((e) => e.kind)).toEqual(['day', 'desk', 'case', 'desk', 'case'])
  expect(entriesOf(items, zone, false).map((e) => e.kind)).toEqual(['day', 'case', 'case'])
})

test('a note is neither message nor pill, and ends a run', () => {
  const note = item(t0, {
    direction: 'note',
    by: { kind: 'agent', id: 'a' },
    body: { kind: 'note', text: 'x', mentions: [], files: [] },
  })
  expect(kinds([item(t0), note, item(t0)])).toEqual(['day', 'start', 'note', 'start'])
  expect(entriesOf([note], zone, false).map((e) => e.kind)).toEqual(['day', 'note'])
})
