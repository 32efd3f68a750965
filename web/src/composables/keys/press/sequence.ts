// PURE: single strokes and "G then C". After a stroke that begins a longer one the next stroke belongs to it, whatever it is: a slip
// after G must not resolve a conversation.

/** So long the second stroke may take, ms. */
export const NEXT_WITHIN_MS = 1_500

/** `more`: the beginning of something. `lost`: it belonged to something begun, and means nothing there. */
export type Met<Id> = { id: Id } | 'more' | 'lost' | null

export function createSequence<Id>() {
  let begun: { strokes: string; at: number } | null = null

  function press(names: readonly string[], at: number, bound: ReadonlyMap<string, Id>): Met<Id> {
    const before = begun !== null && at - begun.at <= NEXT_WITHIN_MS ? begun.strokes : null
    begun = null
    const wholes = names.map((name) => (before === null ? name : `${before} ${name}`))
    const whole = wholes.find((strokes) => bound.has(strokes))
    if (whole !== undefined) return { id: bound.get(whole)! }
    const start = wholes.find((strokes) => [...bound.keys()].some((keys) => keys.startsWith(`${strokes} `)))
    if (start !== undefined) {
      begun = { strokes: start, at }
      return 'more'
    }
    return before === null ? null : 'lost'
  }

  return {
    press,
    /** Something else was done in between. */
    drop: () => void (begun = null),
  }
}
