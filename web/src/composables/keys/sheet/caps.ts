// PURE: keys as they stand on the keyboard before the reader. A letter is a place: what is printed there is asked of the browser where it
// tells (Chromium), so that on AZERTY the place of A shows Q.

/** Characters by place, as `navigator.keyboard.getLayoutMap()` gives them. */
export type Layout = ReadonlyMap<string, string>

const MAC: Record<string, string> = { Mod: '⌘', Shift: '⇧' }
const OTHER: Record<string, string> = { Mod: 'Ctrl', Shift: 'Shift' }

/** Strokes, each with its caps: 'G C' → [['G'], ['C']], 'Mod+K' → [['Ctrl', 'K']]. */
export function capsOf(keys: string, apple: boolean, layout: Layout | null = null): string[][] {
  if (keys === '') return []
  return keys.split(' ').map((stroke) => {
    const parts = stroke.split(/(?<=Mod|Shift)\+/)
    const held = parts.slice(0, -1)
    return [...held.map((part) => (apple ? MAC : OTHER)[part]!), printed(parts.at(-1)!, held.includes('Mod'), layout)]
  })
}

/** With Mod a letter is what the layout types; otherwise what is printed at its place, if that can be read as a cap. */
function printed(key: string, mod: boolean, layout: Layout | null): string {
  const there = mod || !/^[A-Z]$/.test(key) ? undefined : layout?.get(`Key${key}`)
  return there !== undefined && /^[!-~]$/.test(there) ? there.toUpperCase() : key
}

/** As people say it: "G, then C" is made of these by the words. */
export const spoken = (keys: string, apple: boolean, layout: Layout | null = null): string[] =>
  capsOf(keys, apple, layout).map((caps) => caps.join(apple ? '' : '+'))
