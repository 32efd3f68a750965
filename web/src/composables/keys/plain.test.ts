// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { isPlain } from './plain.ts'

const press = (more: object = {}) => ({
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 74,
  defaultPrevented: false,
  ...more,
})

test('a single key acts on the page', () => {
  expect(isPlain(press(), document.body)).toBe(true)
  expect(isPlain(press(), null)).toBe(true)
})

test('not with a modifier, not while composing, not when something took it already', () => {
  for (const more of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { shiftKey: true },
    { isComposing: true },
    { keyCode: 229 },
    { defaultPrevented: true },
  ]) {
    expect([more, isPlain(press(more), document.body)]).toEqual([more, false])
  }
})

test('not in a field, a menu or a dialog', () => {
  document.body.innerHTML =
    '<textarea></textarea><div contenteditable="true"></div><dialog><button></button></dialog><a></a>'
  for (const selector of ['textarea', '[contenteditable]', 'dialog button']) {
    expect([selector, isPlain(press(), document.querySelector(selector))]).toEqual([selector, false])
  }
  expect(isPlain(press(), document.querySelector('a'))).toBe(true)
})
