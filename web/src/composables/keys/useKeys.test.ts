// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineComponent, effectScope } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { usePersonal } from '../../stores/personal.ts'
import type { CommandId } from './command/table.ts'
import { possibleNow, useCommand, useDefaultCommand } from './command/useCommand.ts'
import { useKeys } from './useKeys.ts'

const WATCHED: CommandId[] = ['list.next', 'desk.resolve', 'desk.assign', 'palette.open', 'keys.open', 'page.chat']
let done: string[] = []
let enabled = true
let mounted: ReturnType<typeof begin>

function begin() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['', 'chat'].map((name) => ({ path: `/${name}`, name, component: { render: () => null } })),
  })
  const setup = () => {
    useKeys()
    for (const id of WATCHED) useCommand(id, { run: () => done.push(id), enabled: () => enabled })
    return () => null
  }
  return mount(defineComponent({ setup }), { global: { plugins: [router] } })
}

beforeEach(() => {
  setActivePinia(createPinia())
  document.body.innerHTML =
    '<button>b</button><input /><div role="menu"><a tabindex="0">m</a></div><dialog><p></p></dialog>'
  done = []
  enabled = true
  mounted = begin()
})
afterEach(() => mounted.unmount())

const focus = (selector: string) => document.querySelector<HTMLElement>(selector)!.focus()
type Press = KeyboardEventInit & { code: string; key: string }
const J: Press = { code: 'KeyJ', key: 'j' }
const E: Press = { code: 'KeyE', key: 'e' }
const K_MOD: Press = { code: 'KeyK', key: 'k', ctrlKey: true }

/** Whether the browser was kept from its own use of the key. */
function press(
  init: Press,
  from: Element = document.activeElement ?? document.body,
  held: (name: string) => boolean = () => false,
): boolean {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  Object.defineProperty(event, 'getModifierState', { value: held })
  from.dispatchEvent(event)
  return event.defaultPrevented
}

test('a single key acts on the page and is kept from the browser', () => {
  expect(press(J)).toBe(true)
  expect(done).toEqual(['list.next'])
  focus('button')
  press(J)
  expect(done).toHaveLength(2)
})

test('in a field and in a menu single keys are letters; Mod acts in a field, not in a menu', () => {
  focus('input')
  expect([press(J), press(K_MOD)]).toEqual([false, true])
  focus('[role=menu] a')
  expect([press(J), press(K_MOD)]).toEqual([false, false])
  expect(done).toEqual(['palette.open'])
})

test('under an open dialog nothing acts, wherever the focus is', () => {
  document.querySelector('dialog')!.showModal()
  expect([press(J, document.body), press(K_MOD, document.body)]).toEqual([false, false])
  document.querySelector('dialog')!.close()
  expect(press(J, document.body)).toBe(true)
})

test('of keys held down only those of the list go on', () => {
  press({ ...J, repeat: true })
  press({ ...E, repeat: true })
  expect(done).toEqual(['list.next'])
})

test('nothing while an input method is at work: composing, its own keys, and Safari’s Enter after the end', () => {
  const input = document.querySelector('input')!
  focus('input')
  press({ ...K_MOD, isComposing: true })
  press({ ...K_MOD, keyCode: 229 })
  input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
  press(K_MOD)
  expect(done).toEqual([])
  input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
  press(K_MOD)
  expect(done).toEqual([])
  window.dispatchEvent(new KeyboardEvent('keyup', { key: 'k' }))
  press(K_MOD)
  expect(done).toEqual(['palette.open'])
})

test('Alt, AltGr and dead keys are nobody’s; a key that something took already is not taken twice', () => {
  press({ ...E, altKey: true })
  press({ ...E, key: 'Dead' })
  press(E, document.body, (name) => name === 'AltGraph')
  window.addEventListener('keydown', (event) => event.preventDefault(), { capture: true, once: true })
  press(E)
  expect(done).toEqual([])
})

test('G, then C: the second key belongs to the first, and a slip does nothing', () => {
  expect([press({ code: 'KeyG', key: 'g' }), press({ code: 'KeyC', key: 'c' })]).toEqual([true, true])
  expect(done).toEqual(['page.chat'])
  press({ code: 'KeyG', key: 'g' })
  press(E)
  expect(done).toEqual(['page.chat'])
  press(E)
  expect(done).toEqual(['page.chat', 'desk.resolve'])
})

test('a click between G and E leaves E alone', () => {
  press({ code: 'KeyG', key: 'g' })
  window.dispatchEvent(new Event('pointerdown'))
  press(E)
  expect(done).toEqual(['desk.resolve'])
})

test('on a Thai keyboard letters are places, and "?" is where it is printed', () => {
  press({ code: 'KeyE', key: 'ำ' })
  press({ code: 'KeyM', key: '?', shiftKey: true })
  expect(done).toEqual(['desk.resolve', 'keys.open'])
})

test('changed keys act at once, and switched off only Mod is left', () => {
  usePersonal().preferences.keys = { on: true, map: { 'desk.resolve': 'V' } }
  press(E)
  press({ code: 'KeyV', key: 'v' })
  expect(done).toEqual(['desk.resolve'])
  usePersonal().preferences.keys = { on: false, map: {} }
  expect([press(J), press(K_MOD)]).toEqual([false, true])
  expect(done).toEqual(['desk.resolve', 'palette.open'])
})

test('what cannot be done now leaves its key to the browser', () => {
  enabled = false
  expect(press(J)).toBe(false)
  expect(possibleNow()).toEqual([])
})

test('who came last does it, a default only when nobody else can, and who left does nothing', () => {
  const scope = effectScope()
  let able = true
  scope.run(() => {
    useCommand('desk.assign', { run: () => done.push('better'), enabled: () => able })
    useDefaultCommand('list.next', { run: () => done.push('default') })
  })
  const A: Press = { code: 'KeyA', key: 'a' }
  press(A)
  press(J)
  able = false
  press(A)
  able = true
  scope.stop()
  press(A)
  expect(done).toEqual(['better', 'list.next', 'desk.assign', 'desk.assign'])
})
