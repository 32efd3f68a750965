// Recorded keydowns: platform and layout, which key of the keyboard, what the browser says, and what it is called here.
import { expect, test } from 'vitest'
import { strokesOf } from './strokes.ts'

type Held = { shift?: boolean; ctrl?: boolean; meta?: boolean; alt?: boolean; altGr?: boolean }
type Recorded = [where: string, code: string, key: string, held: Held, names: string[]]

const named = (code: string, key: string, { shift, ctrl, meta, alt, altGr }: Held, apple: boolean) =>
  strokesOf(
    {
      code,
      key,
      shiftKey: shift === true,
      ctrlKey: ctrl === true,
      metaKey: meta === true,
      altKey: alt === true,
      getModifierState: (name) => name === 'AltGraph' && altGr === true,
    },
    apple,
  )

const RECORDED: Recorded[] = [
  ['Windows US', 'KeyJ', 'j', {}, ['J']],
  ['Windows US, caps lock', 'KeyJ', 'J', {}, ['J']],
  ['Windows US', 'KeyE', 'E', { shift: true }, ['Shift+E']],
  ['Windows US', 'KeyK', 'k', { ctrl: true }, ['Mod+K']],
  ['Windows US', 'KeyK', 'K', { ctrl: true, shift: true }, ['Mod+Shift+K']],
  ['Windows US', 'Slash', '/', {}, ['/']],
  ['Windows US', 'Slash', '?', { shift: true }, ['?']],
  ['Windows US, number pad', 'NumpadDivide', '/', {}, ['/']],
  ['Windows US, the Windows key', 'KeyK', 'k', { meta: true }, []],
  ['Windows US, Alt', 'KeyE', 'e', { alt: true }, []],
  ['Windows German, AltGr and 8', 'Digit8', '[', { ctrl: true, alt: true, altGr: true }, []],
  ['Linux German, AltGr and 8', 'Digit8', '[', { altGr: true }, []],
  ['Linux German, dead circumflex', 'Backquote', 'Dead', {}, []],
  ['Linux German, Z and Y change places', 'KeyY', 'z', {}, ['Y']],
  ['Linux German', 'Slash', '-', {}, ['-']],
  ['Linux German, Shift and 7', 'Digit7', '/', { shift: true }, ['/']],
  ['Linux, Shift alone', 'ShiftLeft', 'Shift', { shift: true }, []],
  ['Linux, Control alone', 'ControlLeft', 'Control', { ctrl: true }, []],
  ['Linux Dvorak, place of J', 'KeyJ', 'h', {}, ['J']],
  ['Linux Dvorak, place of K types t: Ctrl+T is the browser’s', 'KeyK', 't', { ctrl: true }, ['Mod+T']],
  ['Linux Dvorak, the key that types k', 'KeyV', 'k', { ctrl: true }, ['Mod+K']],
  ['Linux, an unknown key', '', 'Unidentified', {}, []],
  ['Windows AZERTY, place of A', 'KeyQ', 'a', {}, ['Q']],
  ['Windows AZERTY, place of M', 'KeyM', ',', {}, [',', 'M']],
  ['Windows AZERTY, Shift and the place of M', 'KeyM', '?', { shift: true }, ['?', 'Shift+M']],
  ['Windows AZERTY, Shift and :', 'Period', '/', { shift: true }, ['/']],
  ['Windows AZERTY, the M that is no place of a letter', 'Semicolon', 'm', {}, []],
  ['Windows AZERTY', 'KeyK', 'k', { ctrl: true }, ['Mod+K']],
  ['Windows JIS', 'BracketRight', '[', {}, ['[']],
  ['Windows JIS', 'Backslash', ']', {}, [']']],
  ['Windows JIS', 'Slash', '?', { shift: true }, ['?']],
  ['Windows JIS, 変換', 'Convert', 'Convert', {}, []],
  ['Windows JIS, 半角/全角', 'Backquote', 'ZenkakuHankaku', {}, []],
  ['Windows JIS, ろ', 'IntlRo', '\\', {}, ['\\']],
  ['Windows JIS, kana input', 'KeyJ', 'ま', {}, ['J']],
  ['Windows Thai Kedmanee, place of J', 'KeyJ', '่', {}, ['J']],
  ['Windows Thai Kedmanee, place of E', 'KeyE', 'ฎ', { shift: true }, ['Shift+E']],
  ['Windows Thai Kedmanee, ? is Shift and the place of M', 'KeyM', '?', { shift: true }, ['?', 'Shift+M']],
  ['Windows Thai Kedmanee, / is the place of 2', 'Digit2', '/', {}, ['/']],
  ['Windows Thai Kedmanee, Mod+K by place: it types no Latin letter', 'KeyK', 'า', { ctrl: true }, ['Mod+K']],
  ['macOS US', 'KeyK', 'k', { meta: true }, ['Mod+K']],
  ['macOS US, Control is the field’s', 'KeyK', 'k', { ctrl: true }, []],
  ['macOS US, Option', 'KeyE', 'Dead', { alt: true }, []],
  ['macOS US, Option and S', 'KeyS', 'ß', { alt: true }, []],
  ['macOS US', 'KeyE', 'E', { shift: true }, ['Shift+E']],
  ['macOS JIS', 'BracketRight', '[', {}, ['[']],
  ['macOS JIS, かな', 'Lang1', 'KanaMode', {}, []],
  ['macOS Dvorak–QWERTY ⌘', 'KeyK', 'k', { meta: true }, ['Mod+K']],
  ['macOS Chinese pinyin, no field', 'KeyJ', 'j', {}, ['J']],
  ['any, space', 'Space', ' ', {}, []],
  ['any, Enter', 'Enter', 'Enter', {}, []],
  ['any, Escape', 'Escape', 'Escape', {}, []],
]

test.each(RECORDED)('%s: %s gives "%s"', (where, code, key, held, names) => {
  expect(named(code, key, held, where.startsWith('macOS'))).toEqual(names)
})
