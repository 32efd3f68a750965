import { describe, expect, test } from 'vitest'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import { decideTemplate, type Known } from './decideTemplate.ts'

const NOW = 1_000
const MESSAGES = [{ type: 'text', text: '{{contact.name}}様' }]
const stamp = (rev: number, by: string) => ({ rev, by, at: 1 })

function held(more: Partial<TemplateRow> = {}): RowOf<'template'> {
  const row: TemplateRow = {
    name: '挨拶',
    folder: '',
    shortcut: 'hi',
    state: 'draft',
    messages: MESSAGES,
    channel: 'shop',
    author: 'mika',
    createdAt: 1,
    changedBy: 'mika',
    changedAt: 1,
    fieldRevs: { name: stamp(3, 'ken'), messages: stamp(1, 'mika') },
    ...more,
  }
  return { noun: 'template', id: 't', part: 0, rev: 5, row }
}

const known = ({ template = held(), ...more }: Partial<Known> = {}): Known => ({
  template,
  standing: { values: template?.row ?? {}, stamps: template?.row?.fieldRevs ?? {} },
  taken: () => false,
  ...more,
})
const none = known({ template: null })
const mika = { agent: 'mika', now: NOW, isSupervisor: false }
const boss = { ...mika, isSupervisor: true }
/** `seen`: the rev up to which every field was seen; null = a new one. */
const wish = (change: TemplateChange['change'], seen: number | null = 5, channel = 'shop'): TemplateChange => ({
  id: 'w',
  template: 't',
  channel,
  based: Object.fromEntries(seen === null ? [] : Object.keys(change).map((field) => [field, seen])),
  change,
})
const appended = (change: object) => ({ append: expect.objectContaining({ data: { template: 't', change } }) })

test('a new one names what it cannot be without; one of all channels goes under the workspace’s key', () => {
  const change = { name: 'n', messages: [] }
  expect(decideTemplate(wish(change, null), none, mika)).toEqual({
    append: {
      id: 'w',
      type: 'template.changed',
      v: 1,
      key: 'shop:-',
      at: NOW,
      by: 'mika',
      data: { template: 't', change },
    },
  })
  expect(decideTemplate(wish(change, null, '*'), none, mika)).toMatchObject({ append: { key: '-:-' } })
  expect(decideTemplate(wish({ messages: [] }, null), none, mika)).toMatchObject({ code: 'invalid', field: 'name' })
  expect(decideTemplate(wish({ name: 'n' }, null), none, mika)).toMatchObject({ code: 'invalid', field: 'messages' })
  expect(decideTemplate(wish({ name: ' ' }), known(), mika)).toMatchObject({ field: 'name', why: 'empty' })
  expect(decideTemplate(wish(change), none, mika)).toMatchObject({ code: 'not_found' })
  expect(decideTemplate(wish(change, 5, 'office'), known(), mika)).toMatchObject({ code: 'id_taken' })
})

test('what stands there already is no change, in whatever order its names come', () => {
  const messages = [{ text: '{{contact.name}}様', type: 'text' }]
  expect(decideTemplate(wish({ name: '挨拶', messages }), known(), mika)).toEqual({ done: null })
  expect(decideTemplate(wish({ name: '挨拶', folder: 'f' }), known(), mika)).toEqual(appended({ folder: 'f' }))
})

describe('a field changed meanwhile (CO-20)', () => {
  const clash = { field: 'name', value: '挨拶', rev: 3, by: 'ken', at: 1 }

  test('is refused with theirs, by whom and when; other fields merge', () => {
    expect(decideTemplate(wish({ name: 'x' }, 2), known(), mika)).toEqual({
      ok: false,
      code: 'changed',
      field: 'name',
      clashes: [clash],
    })
    expect(decideTemplate(wish({ folder: 'f' }, 2), known(), mika)).toEqual(appended({ folder: 'f' }))
    expect(decideTemplate(wish({ name: 'x' }, 3), known(), mika)).toEqual(appended({ name: 'x' }))
  })

  test('in another window of the same agent is no less a loss; to the same value it is nobody’s', () => {
    expect(decideTemplate(wish({ messages: [] }, 0), known(), mika)).toMatchObject({
      code: 'changed',
      clashes: [{ field: 'messages', value: MESSAGES, by: 'mika' }],
    })
    expect(decideTemplate(wish({ name: '挨拶', folder: 'f' }, 0), known(), mika)).toEqual(appended({ folder: 'f' }))
  })

  test('counts before its row shows it', () => {
    const row = held().row!
    const values = { ...row, folder: 'theirs' }
    const standing = { values, stamps: { ...row.fieldRevs, folder: stamp(9, 'ken') } }
    expect(decideTemplate(wish({ folder: 'f' }), known({ standing }), mika)).toMatchObject({
      code: 'changed',
      clashes: [{ field: 'folder', value: 'theirs' }],
    })
    expect(decideTemplate(wish({ folder: '' }), known({ standing }), mika)).toMatchObject({ code: 'changed' })
  })
})

describe('what customers may be sent', () => {
  const no = { ok: false, code: 'forbidden', field: 'state', why: 'supervisor' }
  const published = known({ template: held({ state: 'published' }) })

  test('is a supervisor’s to publish, to change and to put away', () => {
    for (const state of ['published', 'archived'] as const) {
      expect(decideTemplate(wish({ state }), known(), mika)).toEqual(no)
      expect(decideTemplate(wish({ state }), known(), boss)).toEqual(appended({ state }))
    }
    expect(decideTemplate(wish({ folder: 'f' }), published, mika)).toEqual(no)
    expect(decideTemplate(wish({ state: 'draft' }), published, mika)).toEqual(no)
    expect(decideTemplate(wish({ folder: 'f' }), published, boss)).toEqual(appended({ folder: 'f' }))
  })

  test('holds LINE’s limits when it is filled, and knows its variables; a draft need not', () => {
    const publish = (messages: { type: string }[]) =>
      decideTemplate(wish({ state: 'published', messages }), known(), boss)
    const text = (words: string) => [{ type: 'text', text: words }]
    expect(publish(text('{{who}}'))).toMatchObject({ field: 'messages[0].text', why: 'variable_unknown' })
    expect(publish([])).toMatchObject({ field: 'messages', why: 'empty' })
    expect(publish(text(`${'x'.repeat(4_981)}{{agent.name}}`))).toMatchObject({ why: 'too_long', limit: 5_000 })
    expect(publish(text(`${'x'.repeat(4_980)}{{agent.name}}`))).toHaveProperty('append')
    expect(decideTemplate(wish({ messages: text('{{who}}') }), known(), mika)).toHaveProperty('append')
  })

  test('has a shortcut of its own, or none', () => {
    const taken = known({ taken: (shortcut) => shortcut === 'hi' })
    const isTaken = { code: 'invalid', field: 'shortcut', why: 'taken' }
    expect(decideTemplate(wish({ state: 'published' }), taken, boss)).toMatchObject(isTaken)
    expect(decideTemplate(wish({ state: 'published', shortcut: '' }), taken, boss)).toHaveProperty('append')
    expect(decideTemplate(wish({ folder: 'f' }), taken, mika)).toHaveProperty('append')
  })
})
