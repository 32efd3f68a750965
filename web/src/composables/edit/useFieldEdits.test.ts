import { beforeEach, expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Based, Stamp } from '@madoguchi/contracts/merge'
import { useFieldEdits, type Kept, type Saved, type Shown } from './useFieldEdits.ts'

type Values = { name: string; phone: string }
const stamp = (rev: number, by = 'ken'): Stamp => ({ rev, by, at: rev * 10 })
const row = ref<Shown<Values>>({ values: { name: 'a', phone: '1' }, stamps: { name: stamp(3) } })
const sent: [Partial<Values>, Based][] = []
let answer: Saved = { rev: 9 }
const show = async (values: Partial<Values>, stamps: Record<string, Stamp>) => {
  row.value = { values: { ...row.value.values, ...values }, stamps: { ...row.value.stamps, ...stamps } }
  await nextTick()
}
const open = (kept: Kept<Values> | null = null) =>
  effectScope().run(() =>
    useFieldEdits<Values>({
      shown: () => row.value,
      kept,
      save: async (change, based) => (sent.push([change, based]), answer),
    }),
  )!

beforeEach(() => {
  row.value = { values: { name: 'a', phone: '1' }, stamps: { name: stamp(3) } }
  sent.length = 0
  answer = { rev: 9 }
})

test('only what was changed is saved, without spaces at its ends, upon what was seen; the row that is not there yet takes nothing back', async () => {
  const form = open()
  expect([await form.submit(), sent]).toEqual([true, []])
  form.typed.name = ' mine '
  expect(await form.submit()).toBe(true)
  expect(sent).toEqual([[{ name: 'mine' }, { name: 3 }]])
  await show({ phone: '2' }, { phone: stamp(5) })
  expect(form.typed).toEqual({ name: ' mine ', phone: '2' })
  form.typed.name = 'again'
  await form.submit()
  expect(sent[1]).toEqual([{ name: 'again' }, { name: 9 }])
})

test('another’s change of another field comes by itself, and what is typed stays', async () => {
  const form = open()
  form.typed.name = 'mine'
  await show({ phone: '2' }, { phone: stamp(4) })
  expect([form.typed, form.changes.value, form.questions.value]).toEqual([{ name: 'mine', phone: '2' }, ['name'], []])
})

test('a field that both changed waits for a word, and is saved upon theirs', async () => {
  const form = open()
  form.typed.name = 'mine'
  await show({ name: 'theirs' }, { name: stamp(5) })
  expect(form.typed.name).toBe('mine')
  expect(form.questions.value).toEqual([{ field: 'name', value: 'theirs', by: 'ken', at: 50 }])
  expect([await form.submit(), sent]).toEqual([false, []])
  form.keepMine('name')
  expect(form.questions.value).toEqual([])
  await form.submit()
  expect(sent).toEqual([[{ name: 'mine' }, { name: 5 }]])
})

test('a refusal asks before any row shows it; what is taken is theirs', async () => {
  const form = open()
  form.typed.name = 'mine'
  form.typed.phone = '7'
  answer = { clashes: [{ field: 'name', value: 'theirs', ...stamp(6) }] }
  expect(await form.submit()).toBe(false)
  expect(form.questions.value).toMatchObject([{ field: 'name', value: 'theirs', by: 'ken' }])
  form.takeTheirs('name')
  expect([form.typed, form.changes.value]).toEqual([{ name: 'theirs', phone: '7' }, ['phone']])
  answer = { rev: 9 }
  expect(await form.submit()).toBe(true)
  expect(sent[1]).toEqual([{ phone: '7' }, { phone: -1 }])
})

test('a third change after the answer asks again', async () => {
  const form = open()
  form.typed.name = 'mine'
  await show({ name: 'theirs' }, { name: stamp(5) })
  form.keepMine('name')
  await show({ name: 'and again' }, { name: stamp(6, 'rin') })
  expect(form.questions.value).toMatchObject([{ value: 'and again', by: 'rin' }])
  form.takeTheirs('name')
  expect([form.typed.name, form.changes.value]).toEqual(['and again', []])
})

test('a form that was left goes on as if it had stood open: theirs of another field is there, and of the same one it asks', async () => {
  const left = open()
  expect(left.unsaved.value).toBeNull()
  left.typed.name = ' mine '
  const kept = left.unsaved.value
  await show({ name: 'theirs', phone: '2' }, { name: stamp(5), phone: stamp(6) })
  const form = open(kept)
  expect(form.typed).toEqual({ name: ' mine ', phone: '2' })
  expect(form.questions.value).toEqual([{ field: 'name', value: 'theirs', by: 'ken', at: 50 }])
  form.keepMine('name')
  await form.submit()
  expect(sent).toEqual([[{ name: 'mine' }, { name: 5 }]])
  expect(form.unsaved.value).toBeNull()
})

test('it is saved upon what was seen when it was left', async () => {
  const left = open()
  left.typed.phone = '7'
  const kept = left.unsaved.value
  await show({ name: 'theirs' }, { name: stamp(5) })
  const form = open(kept)
  await form.submit()
  expect(sent).toEqual([[{ phone: '7' }, { phone: -1 }]])
})
