import { expect, test } from 'vitest'
import { alike, changedIn, conflictsWith, judge, keptMine, taken, tookTheirs, type Edit, type Stamp } from './merge.ts'
import type { TemplateFields as Fields } from './row/template.ts'

const BASE: Fields = { name: 'a', folder: '', shortcut: '', state: 'draft', messages: [{ type: 'text' }] }
const of = (more: Partial<Fields>): Fields => ({ ...BASE, ...more })

test('what only one of two changed merges; nothing is in conflict', () => {
  const edit = { base: BASE, mine: of({ name: 'mine' }) }
  const theirs = of({ folder: 'theirs' })
  expect(conflictsWith(edit, theirs)).toEqual([])
  const next = taken(edit, theirs)
  expect(next.mine).toEqual(of({ name: 'mine', folder: 'theirs' }))
  expect(changedIn(next)).toEqual(['name'])
})

test('a field that both changed waits: it is mine until somebody decides', () => {
  const edit = { base: BASE, mine: of({ name: 'mine', shortcut: 's' }) }
  const theirs = of({ name: 'theirs' })
  expect(conflictsWith(edit, theirs)).toEqual(['name'])
  const waiting = taken(edit, theirs)
  expect(waiting.mine.name).toBe('mine')
  expect(conflictsWith(waiting, theirs)).toEqual(['name'])

  const kept = keptMine(waiting, theirs, 'name')
  expect([conflictsWith(kept, theirs), changedIn(kept), kept.mine.name]).toEqual([[], ['name', 'shortcut'], 'mine'])
  const took = tookTheirs(waiting, theirs, 'name')
  expect([conflictsWith(took, theirs), changedIn(took), took.mine.name]).toEqual([[], ['shortcut'], 'theirs'])
})

test('the same change by both is no conflict and no change any more', () => {
  const edit = { base: BASE, mine: of({ name: 'same' }) }
  expect(conflictsWith(edit, of({ name: 'same' }))).toEqual([])
  expect(changedIn(taken(edit, of({ name: 'same' })))).toEqual([])
})

test('the order of names within a message is no difference, the order of messages is', () => {
  expect(alike([{ a: 1, b: { c: 2, d: 3 } }], [{ b: { d: 3, c: 2 }, a: 1 }])).toBe(true)
  expect(alike([1, 2], [2, 1])).toBe(false)
})

test('a field changed after what its writer had seen is refused with the other’s value, name and time; the others are not', () => {
  const standing = { values: { name: 'theirs', phone: '1' }, stamps: { name: { rev: 7, by: 'ken', at: 70 } } }
  const clash = { field: 'name', value: 'theirs', rev: 7, by: 'ken', at: 70 }
  const of = (change: object, based: Record<string, number>) => judge({ change, based }, standing)
  expect(of({ name: 'mine', phone: '2' }, { name: 6 })).toEqual({
    news: { name: 'mine', phone: '2' },
    clashes: [clash],
  })
  expect(of({ name: 'mine' }, {}).clashes).toEqual([clash])
  expect(of({ name: 'mine', phone: '2' }, { name: 7 }).clashes).toEqual([])
  expect(of({ name: 'theirs', phone: '1' }, {})).toEqual({ news: {}, clashes: [] })
})

/** Two people with a form each; `heard`: what the form was told last. The rule decides, as a gateway does. */
type Person = { name: string; edit: Edit<Values>; revs: Record<string, number>; asked: Set<string> }
type Values = Record<string, string>
const FIELDS = ['a', 'b', 'c']
const empty = (): Values => Object.fromEntries(FIELDS.map((field) => [field, '']))

function play(dice: () => number, check: (accepted: Map<string, string>, values: Values) => void) {
  const below = (n: number) => Math.floor(dice() * n)
  const [values, stamps, accepted]: [Values, Record<string, Stamp>, Map<string, string>] = [empty(), {}, new Map()]
  const people = ['mika', 'ken'].map((name): Person => ({
    name,
    edit: { base: empty(), mine: empty() },
    revs: {},
    asked: new Set(),
  }))
  let rev = 0
  const hear = (person: Person) => {
    person.edit = taken(person.edit, values)
    const open = conflictsWith(person.edit, values)
    for (const field of open) person.asked.add(field)
    for (const field of FIELDS.filter((one) => !open.includes(one))) person.revs[field] = stamps[field]?.rev ?? -1
  }
  const answer = (person: Person, field: string) => {
    person.edit = (below(2) === 0 ? keptMine : tookTheirs)(person.edit, { ...values }, field)
    person.revs[field] = stamps[field]?.rev ?? -1
    person.asked.delete(field)
  }
  const save = (person: Person) => {
    const fields = changedIn(person.edit)
    const change = Object.fromEntries(fields.map((field) => [field, person.edit.mine[field]!]))
    const { news, clashes } = judge({ change, based: person.revs }, { values, stamps })
    for (const clash of clashes) {
      expect(clash).toMatchObject({ value: accepted.get(clash.field), by: stamps[clash.field]!.by })
      person.asked.add(clash.field)
    }
    if (clashes.length > 0) return
    for (const [field, value] of Object.entries(news)) {
      // Whoever is overwritten was seen by the one who overwrites.
      expect(stamps[field]?.rev ?? -1).toBeLessThanOrEqual(person.revs[field] ?? -1)
      values[field] = value!
      stamps[field] = { rev: (rev += 1), by: person.name, at: rev }
      accepted.set(field, value!)
    }
    for (const field of fields) person.revs[field] = stamps[field]!.rev
    person.edit = { base: { ...person.edit.base, ...change }, mine: person.edit.mine }
  }
  for (let step = 0; step < 40; step += 1) {
    const person = people[below(2)]!
    const [asked] = person.asked
    if (asked !== undefined) answer(person, asked)
    else if (below(3) === 0) hear(person)
    else if (below(2) === 0) save(person)
    else person.edit.mine = { ...person.edit.mine, [FIELDS[below(3)]!]: `${person.name} ${step}` }
    check(accepted, values)
  }
}

test('any interleaving of two people’s changes loses nothing unseen: a field is what was accepted last, a refused one was told theirs', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    let state = seed
    const dice = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    play(dice, (accepted, values) => {
      for (const field of FIELDS) expect(values[field]).toBe(accepted.get(field) ?? '')
    })
  }
})
