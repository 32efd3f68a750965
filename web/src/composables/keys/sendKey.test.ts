import { expect, test } from 'vitest'
import { isApple, pressOf } from './sendKey.ts'

const press = (more: object = {}) => ({
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...more,
})

test('Mod+Enter always sends, whichever key is set', () => {
  for (const sendKey of ['enter', 'mod+enter'] as const) {
    expect(pressOf(press({ ctrlKey: true }), sendKey)).toBe('send')
    expect(pressOf(press({ metaKey: true }), sendKey)).toBe('send')
  }
})

test('Shift+Enter always breaks the line', () => {
  for (const sendKey of ['enter', 'mod+enter'] as const) {
    expect(pressOf(press({ shiftKey: true }), sendKey)).toBe('leave')
    expect(pressOf(press({ shiftKey: true, ctrlKey: true }), sendKey)).toBe('leave')
  }
})

test('Enter alone does what the agent chose', () => {
  expect(pressOf(press(), 'enter')).toBe('send')
  expect(pressOf(press(), 'mod+enter')).toBe('leave')
})

test('a key held down sends once and breaks no line', () => {
  expect(pressOf(press({ repeat: true }), 'enter')).toBe('nothing')
  expect(pressOf(press({ repeat: true, metaKey: true }), 'mod+enter')).toBe('nothing')
  expect(pressOf(press({ repeat: true }), 'mod+enter')).toBe('leave')
})

test('other keys, and Alt or AltGr, are none of ours', () => {
  expect(pressOf(press({ key: 'a' }), 'enter')).toBe('leave')
  expect(pressOf(press({ altKey: true }), 'enter')).toBe('leave')
})

test('Apple’s platforms are told apart', () => {
  expect(['MacIntel', 'macOS', 'iPhone', 'iPad'].every(isApple)).toBe(true)
  expect(['Win32', 'Linux x86_64', 'Windows', ''].some(isApple)).toBe(false)
})
