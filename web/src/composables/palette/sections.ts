// PURE: what stands in the palette before anything is typed: what was used of late, then all there is by kind.
import type { Item, Kind } from './find.ts'

export const RECENT_SHOWN = 5
/** Of what there may be thousands of; typing finds the rest. */
const MOST: Record<Kind, number> = { command: Infinity, page: Infinity, channel: 10, conversation: 10 }
const KINDS: Kind[] = ['command', 'page', 'channel', 'conversation']

export type Section<T extends Item> = { title: 'recent' | Kind; items: T[] }

export function sectionsOf<T extends Item>(items: readonly T[], recent: readonly string[]): Section<T>[] {
  const byKey = new Map(items.map((item) => [item.key, item]))
  const late = recent.flatMap((key) => byKey.get(key) ?? []).slice(0, RECENT_SHOWN)
  const shown = new Set(late)
  const rest = KINDS.map((kind) => ({
    title: kind,
    items: items.filter((item) => item.kind === kind && !shown.has(item)).slice(0, MOST[kind]),
  }))
  return [{ title: 'recent' as const, items: late }, ...rest].filter((section) => section.items.length > 0)
}
