// PURE: combinations that are not ours to give away, and whose they are. What a browser does not hand over at all (a new tab), what it
// does that people rely on, what the system does, and what fields do everywhere. Alt, AltGr, Control on a Mac and the
// Windows key never reach this table: no stroke has them. Mod+K is missing on purpose: palettes own it everywhere, and browsers hand it over.

export type Platform = 'mac' | 'windows' | 'linux'
/** `browser`, `system`: theirs. `field`: editing text. */
export type Owner = 'browser' | 'system' | 'field'

const mod = (keys: string) => keys.split('').map((key) => `Mod+${key}`)
const modShift = (keys: string) => keys.split('').map((key) => `Mod+Shift+${key}`)

/** Undo, select, copy, cut, paste, bold, italic, underline; redo and paste as plain text. */
const FIELD = [...mod('ZYACXVBIU'), ...modShift('ZV')]
/**
 * Tabs, windows, address, find, print, save, open, reload, history, downloads, source, bookmarks, zoom; with Shift: private window,
 * closed tab, developer tools, reload afresh, bookmarks, clearing data.
 */
const BROWSER = [...mod('TNWLDRPSOFGHJUE0123456789+-='), ...modShift('TNWRPIJCBODGKMSE'), 'Mod+Shift+A']

const RESERVED: Record<Platform, Record<Owner, readonly string[]>> = {
  windows: { field: FIELD, browser: [...BROWSER, "Mod+'", 'Mod+Shift+Q'], system: [] },
  /** Ctrl+Shift+U types a character by its number, Ctrl+; opens an input method’s clipboard. */
  linux: { field: FIELD, browser: [...BROWSER, 'Mod+Q', 'Mod+Shift+Q'], system: ['Mod+Shift+U', 'Mod+;', 'Mod+.'] },
  /** Quit, hide, minimise, settings, next window, help, screenshots (whose signs Shift makes), log out, emoji. */
  mac: {
    field: FIELD,
    browser: [...BROWSER, 'Mod+[', 'Mod+]', 'Mod+{', 'Mod+}', 'Mod+Shift+H', 'Mod+Shift+L'],
    system: ['Mod+Q', 'Mod+H', 'Mod+M', 'Mod+,', 'Mod+`', 'Mod+~', 'Mod+?', 'Mod+#', 'Mod+$', 'Mod+%', 'Mod+Shift+Q'],
  },
}

/** Whose it is on this platform; null = free. */
export function ownerOf(stroke: string, platform: Platform): Owner | null {
  const { field, browser, system } = RESERVED[platform]
  if (system.includes(stroke)) return 'system'
  if (browser.includes(stroke)) return 'browser'
  return field.includes(stroke) ? 'field' : null
}

export const platformOf = (name: string): Platform =>
  /mac|iphone|ipad|ipod/i.test(name) ? 'mac' : /win/i.test(name) ? 'windows' : 'linux'
