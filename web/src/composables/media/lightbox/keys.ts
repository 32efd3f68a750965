// What a key means in the lightbox (pure).
type Key = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean }

export type Wish = 'previous' | 'next' | 'first' | 'last' | 'larger' | 'smaller' | 'whole' | 'actual'

const WISHES: Record<string, Wish> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Home: 'first',
  End: 'last',
  '+': 'larger',
  '=': 'larger',
  ';': 'larger',
  '-': 'smaller',
  '0': 'whole',
  '1': 'actual',
}

/** With a modifier it is the browser's. `=` and, on Japanese keyboards, `;` are the key of `+` without shift. */
export function wishOf({ key, altKey, ctrlKey, metaKey }: Key): Wish | null {
  if (altKey || ctrlKey || metaKey || !Object.hasOwn(WISHES, key)) return null
  return WISHES[key]!
}
