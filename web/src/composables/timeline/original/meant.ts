// What of ours an event speaks of: a postback brings a button's data alone (TL-44), a film that was watched its tracking id.
import type { TimelineItem } from '../item.ts'
import { openOf, wordsOf } from '../sent/open.ts'

/** Of several with the same data the latest counts. */
export function buttonsIn(items: readonly TimelineItem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { body } of items)
    if (body.kind === 'sent') for (const [data, words] of buttonsOf(body.messages)) found.set(data, words)
  return found
}

/** A thread changes with every message, what was said in it does not. */
const known = new WeakMap<object, ReadonlyMap<string, string>>()

function buttonsOf(messages: object): ReadonlyMap<string, string> {
  const had = known.get(messages)
  if (had !== undefined) return had
  const found = new Map<string, string>()
  collect(messages, found, DEEPEST)
  known.set(messages, found)
  return found
}

/** Flex nests its boxes; nothing LINE takes is deeper. */
const DEEPEST = 24

/** Any object with data and words is a button, wherever it stands. */
function collect(value: unknown, found: Map<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return
  const { data, displayText, label } = openOf(value)
  const [key, words] = [wordsOf(data), wordsOf(displayText) ?? wordsOf(label)]
  if (key !== null && words !== null) found.set(key, words)
  for (const inner of Object.values(value)) collect(inner, found, depth - 1)
}

/** Films we have sent, by the tracking id that comes back when one was watched to its end (TL-48): the row's id. */
export function filmsIn(items: readonly TimelineItem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id, body } of items) {
    if (body.kind !== 'sent') continue
    for (const message of body.messages) {
      const tracking = wordsOf(openOf(message).trackingId)
      if (tracking !== null) found.set(tracking, id)
    }
  }
  return found
}
