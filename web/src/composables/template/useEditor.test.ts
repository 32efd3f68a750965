import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import type { TemplateItem } from '../../stores/templates.ts'
import { useEditor } from './useEditor.ts'

const held = ref<TemplateItem | undefined>()
const sent: TemplateChange[] = []
let answer: Ack = { ok: true, at: { part: 0, off: 8 } }
vi.mock('../../stores/templates.ts', () => ({
  useTemplates: () => ({
    byId: () => held.value,
    change: (wish: TemplateChange) => (sent.push(wish), Promise.resolve(answer)),
  }),
}))

const item = (rev: number, more: Partial<TemplateItem> = {}): TemplateItem => ({
  id: 't',
  rev,
  name: 'a',
  folder: '',
  shortcut: '',
  state: 'draft',
  messages: [{ type: 'text' }],
  channel: 'shop',
  author: 'mika',
  createdAt: 1,
  changedBy: 'ken',
  changedAt: 1,
  fieldRevs: {},
  ...more,
})
const open = (id: string | null = 't') =>
  effectScope().run(() => useEditor({ id, channel: () => 'shop', from: null, values: () => null }))!
const rename = (editor: ReturnType<typeof open>, name: string) => (editor.words.value = { ...editor.words.value, name })

beforeEach(() => {
  setActivePinia(createPinia())
  held.value = item(5)
  sent.length = 0
  answer = { ok: true, at: { part: 0, off: 8 } }
})

test('only what was changed is sent, upon the row that is seen', async () => {
  const editor = open()
  expect(editor.changes.value).toEqual([])
  rename(editor, ' b ')
  expect(await editor.save()).toBe(true)
  expect(sent).toMatchObject([{ template: 't', channel: 'shop', based: { name: 5 }, change: { name: 'b' } }])
  expect(editor.changes.value).toEqual([])
})

test('a row older than what was saved here takes nothing back', async () => {
  const editor = open()
  rename(editor, 'b')
  await editor.save()
  held.value = item(7, { folder: 'f' })
  await nextTick()
  expect([editor.words.value.name, editor.conflicts.value]).toEqual(['b', []])
  held.value = item(8, { name: 'b', folder: 'f' })
  await nextTick()
  expect([editor.words.value.folder, editor.changes.value]).toEqual(['f', []])
})

test('another’s change of the same field stops saving until somebody decides', async () => {
  const editor = open()
  rename(editor, 'mine')
  held.value = item(6, { name: 'theirs', folder: 'f' })
  await nextTick()
  expect([editor.conflicts.value, editor.words.value.name, editor.words.value.folder]).toEqual([['name'], 'mine', 'f'])
  expect([await editor.save(), sent]).toEqual([false, []])
  editor.keepMine('name')
  expect(await editor.save()).toBe(true)
  expect(sent).toMatchObject([{ based: { name: 6 }, change: { name: 'mine' } }])
})

test('a refusal is kept with its reason, and what is written stays', async () => {
  const editor = open()
  rename(editor, 'b')
  answer = { ok: false, code: 'forbidden' }
  expect(await editor.save({ state: 'published' })).toBe(false)
  expect(sent[0]!.change).toEqual({ name: 'b', state: 'published' })
  expect([editor.refused.value?.code, editor.words.value]).toMatchObject(['forbidden', { name: 'b', state: 'draft' }])
})

test('a new one says all its fields; without a name, or with JSON that cannot be read, nothing is sent', async () => {
  held.value = undefined
  const editor = open(null)
  expect(await editor.save()).toBe(false)
  rename(editor, 'n')
  const saving = editor.save()
  await nextTick()
  held.value = item(8, { id: editor.id, name: 'n', messages: [] })
  expect(await saving).toBe(true)
  expect(sent).toMatchObject([{ based: {}, change: { name: 'n', folder: '', state: 'draft', messages: [] } }])
  editor.slots.value = [{ key: 'k', kind: 'raw', form: { raw: '{' } }]
  expect([editor.unreadable.value, await editor.save(), sent.length]).toEqual([true, false, 1])
})

test('a refusal that tells theirs asks at once, before any row shows it; the answer is based on it', async () => {
  const editor = open()
  rename(editor, 'mine')
  answer = {
    ok: false,
    code: 'changed',
    field: 'name',
    clashes: [{ field: 'name', value: 'theirs', rev: 7, by: 'ken', at: 1 }],
  }
  expect(await editor.save()).toBe(false)
  expect(editor.conflicts.value).toEqual(['name'])
  expect(editor.theirs.value).toMatchObject({ name: 'theirs', fieldRevs: { name: { by: 'ken' } } })
  answer = { ok: true, at: { part: 0, off: 9 } }
  editor.keepMine('name')
  expect(await editor.save()).toBe(true)
  expect(sent.at(-1)).toMatchObject({ based: { name: 7 }, change: { name: 'mine' } })
  // Its own change is known, and what came before it of another field is not until the row shows it.
  rename(editor, 'again')
  await editor.save()
  expect(sent.at(-1)).toMatchObject({ based: { name: 9 } })
})
