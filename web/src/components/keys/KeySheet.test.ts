// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createI18n } from 'vue-i18n'
import { createMemoryHistory, createRouter } from 'vue-router'
import { COMMAND_IDS, type CommandId } from '../../composables/keys/command/table.ts'
import keysEn from '../../locales/en/keys.ts'
import keysJa from '../../locales/ja/keys.ts'
import shell from '../../locales/en/shell.ts'
import { usePersonal } from '../../stores/personal.ts'
import KeySheet from './KeySheet.vue'

function open() {
  setActivePinia(createPinia())
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['', 'chat', 'templates'].map((name) => ({ path: `/${name}`, name, component: { render: () => null } })),
  })
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { keys: keysEn, shell } } })
  const mounted = mount(KeySheet, { global: { plugins: [i18n, router] }, attachTo: document.body })
  const row = (id: CommandId) => mounted.find(`[data-command="${id}"]`)
  const press = (id: CommandId, ...all: { key: string; code?: string; ctrlKey?: boolean; altKey?: boolean }[]) =>
    all.reduce(
      (before, one) => before.then(() => row(id).find('[data-test=key-change]').trigger('keydown', one)),
      row(id).find('[data-test=key-change]').trigger('click'),
    )
  return {
    mounted,
    row,
    press,
    said: (id: CommandId) => row(id).find('.key-told').text(),
    keys: () => usePersonal().preferences.keys,
  }
}

const letter = (key: string) => ({ key, code: `Key${key.toUpperCase()}` })
const ENTER = { key: 'Enter', code: 'Enter' }

let sheet: ReturnType<typeof open>
beforeEach(() => {
  vi.useFakeTimers()
  sheet = open()
})
afterEach(() => {
  sheet.mounted.unmount()
  vi.useRealTimers()
})

test('every command has a name in every language', () => {
  const nameIn = (words: object, id: string) =>
    id.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], words)
  for (const { command } of [keysEn, keysJa])
    for (const id of COMMAND_IDS) expect([id, typeof nameIn(command, id)]).toEqual([id, 'string'])
})

test('it lists what there is by place, with its keys, and no page that does not exist', () => {
  expect(sheet.mounted.findAll('h3').map((one) => one.text())).toContain('In a conversation')
  expect(sheet.row('desk.resolve').text()).toContain('Resolve')
  expect(
    sheet
      .row('desk.resolve')
      .findAll('kbd')
      .map((one) => one.text()),
  ).toEqual(['E'])
  expect(sheet.row('page.ops').exists()).toBe(false)
})

test('it is searched by name and by key', async () => {
  const ids = () => sheet.mounted.findAll('[data-test=key-row]').map((one) => one.attributes('data-command'))
  const find = sheet.mounted.find('[data-test=key-find]')
  await find.setValue('snooze')
  expect(ids()).toEqual(['desk.snooze'])
  await find.setValue('k')
  expect(ids()).toEqual(['palette.open', 'list.previous'])
  await find.setValue('ctrl+k')
  expect(ids()).toEqual(['palette.open'])
  await find.setValue('zzzz')
  expect(sheet.mounted.find('.key-none').exists()).toBe(true)
})

test('a key is given by pressing it, and kept', async () => {
  await sheet.press('desk.resolve', letter('v'), ENTER)
  expect(sheet.keys()).toEqual({ on: true, map: { 'desk.resolve': 'V' } })
  expect(sheet.said('desk.resolve')).toBe('“Resolve” now has V.')
})

test('it is kept too when nothing follows for a second; two strokes are a sequence', async () => {
  await sheet.press('desk.resolve', letter('v'))
  expect(sheet.keys().map).toEqual({})
  vi.advanceTimersByTime(1_000)
  expect(sheet.keys().map).toEqual({ 'desk.resolve': 'V' })
  await sheet.press('desk.snooze', letter('g'), letter('z'))
  expect(sheet.keys().map['desk.snooze']).toBe('G Z')
})

test('a clash is refused with who has it, and nothing changes', async () => {
  await sheet.press('desk.resolve', letter('j'), ENTER)
  expect(sheet.said('desk.resolve')).toBe('J belongs to “Next conversation”.')
  await sheet.press('desk.resolve', letter('g'), ENTER)
  expect(sheet.said('desk.resolve')).toBe('G begins the keys of “Chat”.')
  expect(sheet.keys().map).toEqual({})
})

test('what belongs to the browser or to fields is refused with why, and what can be no key is too', async () => {
  await sheet.press('desk.resolve', { ...letter('t'), ctrlKey: true })
  expect(sheet.said('desk.resolve')).toBe('The browser needs Ctrl+T for itself.')
  await sheet.press('desk.resolve', { ...letter('c'), ctrlKey: true })
  expect(sheet.said('desk.resolve')).toBe('Fields need Ctrl+C: it edits text.')
  await sheet.press('desk.resolve', { ...letter('e'), altKey: true })
  expect(sheet.said('desk.resolve')).toContain('This cannot be a key')
  expect(sheet.keys().map).toEqual({})
})

test('Esc leaves things as they are, Backspace takes the key away', async () => {
  await sheet.press('desk.resolve', letter('v'), { key: 'Escape' })
  vi.advanceTimersByTime(2_000)
  expect(sheet.keys().map).toEqual({})
  await sheet.press('desk.resolve', { key: 'Backspace' })
  expect(sheet.keys().map).toEqual({ 'desk.resolve': '' })
  expect(sheet.row('desk.resolve').text()).toContain('no key')
})

test('one key, or all, go back to what they were; a default that somebody else has by now does not', async () => {
  await sheet.press('desk.resolve', letter('v'), ENTER)
  await sheet.press('desk.snooze', letter('e'), ENTER)
  expect(sheet.keys().map).toEqual({ 'desk.resolve': 'V', 'desk.snooze': 'E' })
  await sheet.row('desk.resolve').find('[data-test=key-reset]').trigger('click')
  expect(sheet.said('desk.resolve')).toBe('E belongs to “Snooze…”.')
  await sheet.row('desk.snooze').find('[data-test=key-reset]').trigger('click')
  expect(sheet.keys().map).toEqual({ 'desk.resolve': 'V' })
  await sheet.mounted.find('[data-test=key-reset-all]').trigger('click')
  expect(sheet.keys()).toEqual({ on: true, map: {} })
})

test('single keys are switched off and say so in words', async () => {
  await sheet.mounted.find('[data-test=key-single]').setValue(false)
  expect(sheet.keys()).toEqual({ on: false, map: {} })
  expect(sheet.row('desk.resolve').find('.key-off').text()).toBe('off')
  expect(sheet.row('palette.open').find('.key-off').exists()).toBe(false)
})
