import { describe, expect, test } from 'vitest'
import type { OwnStamp } from '@madoguchi/contracts/row/contact'
import { decideEdit, type Known } from './decideEdit.ts'
import { decideTag } from './decideTag.ts'

const by = { agent: 'mika', now: 50 }
const AT = { id: 'E', conversation: 'shop:U1' }
const stamp = (rev: number, more: Partial<OwnStamp> = {}): OwnStamp => ({ rev, by: 'ken', at: rev * 10, ...more })
const USER = { kind: 'user' as const }
const known = (more: Partial<Known> = {}): Known => ({
  conversation: USER,
  standing: { values: { phone: '03', memo: 'theirs' }, stamps: { phone: stamp(3), memo: stamp(7) } },
  late: {},
  ...more,
})
const edit = (change: object, based: Record<string, number> = {}, more: Partial<Known> = {}) =>
  decideEdit({ ...AT, change, based }, known(more), by)

describe('a change of our own fields', () => {
  test('goes on the log with what each field was based on, and nothing that stands already', () => {
    expect(edit({ name: ' 田中様 ', phone: '03', email: '' }, { name: 2 })).toEqual({
      append: {
        id: 'E',
        type: 'contact.edited',
        v: 1,
        key: 'shop:U1',
        at: 50,
        by: 'mika',
        data: { change: { name: '田中様' }, based: { name: 2 } },
      },
      change: { name: '田中様' },
    })
    expect(edit({ phone: '03' })).toEqual({ done: null })
  })

  test('upon an older one is refused with theirs, every such field at once, and nothing is changed', () => {
    expect(edit({ memo: 'mine', phone: '04', name: 'x' }, { memo: 3, phone: 3 })).toEqual({
      ok: false,
      code: 'changed',
      field: 'memo',
      clashes: [{ field: 'memo', value: 'theirs', rev: 7, by: 'ken', at: 70 }],
    })
    expect(edit({ memo: 'mine', phone: '04' })).toMatchObject({ clashes: [{ field: 'memo' }, { field: 'phone' }] })
    expect(edit({ memo: 'mine' }, { memo: 7 })).toMatchObject({ change: { memo: 'mine' } })
  })

  test('holds its lengths, and is of a person', () => {
    expect(edit({ phone: '0'.repeat(41) })).toEqual({
      ok: false,
      code: 'invalid',
      field: 'phone',
      limit: 40,
      why: 'too_long',
    })
    expect(edit({ name: 'x' }, {}, { conversation: null })).toMatchObject({ code: 'not_found' })
    expect(edit({ name: 'x' }, {}, { conversation: { kind: 'group' } })).toMatchObject({ code: 'wrong_state' })
  })

  test('that came late is answered by either word, by its writer alone', () => {
    const waits = (agent: string) => ({ memo: stamp(7, { late: { value: 'mine', by: agent, at: 71 } }) })
    expect(edit({ memo: 'theirs' }, { memo: 7 }, { late: waits('mika') })).toMatchObject({ change: { memo: 'theirs' } })
    expect(edit({ memo: 'theirs' }, { memo: 7 }, { late: waits('rin') })).toEqual({ done: null })
  })
})

describe('tags', () => {
  const tag = (add: string[], remove: string[] = [], kind: 'user' | 'group' | 'unidentified' = 'user') =>
    decideTag({ ...AT, add, remove }, { kind }, by)

  test('are added and taken away, of a group too', () => {
    expect(tag([' VIP '], ['old'], 'group')).toMatchObject({
      append: { type: 'contact.tagged', key: 'shop:U1', by: 'mika', data: { add: ['VIP'], remove: ['old'] } },
    })
    expect(tag([])).toEqual({ done: null })
  })

  test('say something, and not too much', () => {
    expect(tag([' '])).toMatchObject({ code: 'invalid', field: 'add', why: 'empty' })
    expect(tag(['x'.repeat(61)])).toMatchObject({ code: 'invalid', field: 'add', limit: 60 })
    expect(tag(['x'], [], 'unidentified')).toMatchObject({ code: 'wrong_state' })
    expect(decideTag({ ...AT, add: ['x'], remove: [] }, null, by)).toMatchObject({ code: 'not_found' })
  })
})
