// Where a reader stands in a thread, told by what is on the screen and not by pixels from an end: it survives loading, measuring and
// leaving. `key`: an entry; `top`: its text's distance from the scroller's upper edge.

/** The day floats above the first pixels. */
const MARGIN_PX = 56

export type Place = { key: string; top: number }

const textOf = (element: Element) => element.querySelector('.message-line') ?? element

/** The first entry whose text begins on the screen; with a text taller than the screen, that one. */
export function placeIn(scroller: HTMLElement): Place | null {
  const edge = scroller.getBoundingClientRect()
  for (const element of scroller.querySelectorAll('[data-key]')) {
    const { top, bottom } = textOf(element).getBoundingClientRect()
    if (bottom > edge.top + 1 && top < edge.bottom)
      return { key: element.getAttribute('data-key')!, top: top - edge.top }
  }
  return null
}

/** Where its text's upper edge is to stand for the entry to be in the middle; one that is taller begins at the top. */
export function middleOf(scroller: HTMLElement, key: string): number {
  const element = scroller.querySelector(`[data-key="${CSS.escape(key)}"]`)
  const height = element === null ? 0 : textOf(element).getBoundingClientRect().height
  return Math.max(MARGIN_PX, (scroller.clientHeight - height) / 2)
}

/** Scrolls so that the entry stands where it stood; false if it is not drawn. */
export function standAt(scroller: HTMLElement, { key, top }: Place): boolean {
  const element = scroller.querySelector(`[data-key="${CSS.escape(key)}"]`)
  if (element === null) return false
  const now = textOf(element).getBoundingClientRect().top - scroller.getBoundingClientRect().top
  if (Math.abs(now - top) > 0.5) scroller.scrollTop += now - top
  return true
}

/** Where the last ten threads were left (CH-5); null = at the bottom. */
const left = new Map<string, Place | null>()
const LEFT_MAX = 10

export function leave(conversation: string, place: Place | null): void {
  left.delete(conversation)
  left.set(conversation, place)
  const [oldest] = left.keys()
  if (left.size > LEFT_MAX && oldest !== undefined) left.delete(oldest)
}

export const leftAt = (conversation: string): Place | null => left.get(conversation) ?? null
