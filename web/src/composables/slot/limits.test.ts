// Every limit of every field that the form draws, as its tables say it (MF-4): at the limit nothing is said there, one beyond it is, on
// that very field. Nobody lists the fields by hand: they are walked, so that a new one is held to its limit too.
import { expect, test } from 'vitest'
import { checkSlots } from './check.ts'
import { actionFields, actionTypes } from './field/actions.ts'
import { fieldsOf, KINDS, type Kind } from './field/kinds.ts'
import { under, type Field, type Part } from './field/part.ts'
import { roomOf } from './field/count.ts'
import { withValue, type Form, type Value } from './form.ts'
import { newSlot } from './slots.ts'

type Case = { kind: Kind; path: string; form: Form; fits: string; over: string; code: string }
/** The form with something in the list or the action that the field stands in. */
type Walk = { kind: Kind; form: Form; path: string }

function casesOf(part: Part, walk: Walk): Case[] {
  const { kind, path, form } = walk
  if (part.is === 'group') return part.fields.flatMap((field) => casesIn(field, walk))
  if (part.is === 'list') {
    const filled = withValue(
      form,
      path,
      Array.from({ length: Math.max(1, part.min) }, () => ({})),
    )
    return casesOf(part.of, { ...walk, form: newSlot('k', kind, filled).form, path: `${path}[0]` })
  }
  if (part.is === 'action')
    return actionTypes(part.place).flatMap((type) => {
      const chosen = newSlot('k', kind, withValue(form, `${path}.type`, type)).form
      return actionFields(part.place, type).flatMap((field) => casesIn(field, { ...walk, form: chosen }))
    })
  if (part.is === 'text') return lengths(part, walk)
  if (part.is === 'number') {
    const { min, max } = part.rule
    const ends: [fits: number, over: number][] = [
      [min, min - 1],
      [max, max + 1],
    ]
    return ends
      .filter(([fits]) => Number.isFinite(fits))
      .map(([fits, over]) => ({ kind, path, form, fits: String(fits), over: String(over), code: 'out_of_range' }))
  }
  return []
}

const casesIn = ({ name, part }: Field, walk: Walk): Case[] => casesOf(part, { ...walk, path: under(walk.path, name) })

/** Pickers of times have a form of their own, and ids no published length. */
const UNBOUND = /\.(initial|min|max)$|Id$/

function lengths(part: Part & { is: 'text' }, { kind, path, form }: Walk): Case[] {
  const { rule } = part
  const room = roomOf(rule, () => false)
  if (!Number.isFinite(room) || UNBOUND.test(path) || path.endsWith('imageBackgroundColor')) return []
  const begin = rule.kind === 'url' ? 'https://e.com/' : ''
  const make = (n: number) => begin.padEnd(n, 'x')
  return [{ kind, path, form, fits: make(room), over: make(room + 1), code: 'too_long' }]
}

const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) => kind !== 'raw')
const CASES = kinds.flatMap((kind) => {
  const walk: Walk = { kind, form: newSlot('k', kind).form, path: '' }
  return casesOf({ is: 'group', fields: fieldsOf(kind) }, walk)
})

const said = ({ kind, path, form }: Case, value: Value) =>
  checkSlots([newSlot('k', kind, withValue(form, path, value))], 'user')
    .problems.filter((problem) => problem.at === path)
    .map(({ code }) => code)

test.each(CASES.map((one) => [one.kind, one.path, one] as const))('%s %s', (_, __, one) => {
  expect(said(one, one.fits)).not.toContain(one.code)
  expect(said(one, one.over)).toContain(one.code)
})

test('hundreds of limits were held, each kind among them', () => {
  expect(CASES.length).toBeGreaterThan(200)
  expect(new Set(CASES.map(({ kind }) => kind))).toEqual(new Set(kinds))
})
