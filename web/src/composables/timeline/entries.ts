// What a timeline draws, in order: day marks, messages in runs, notes, pills, what agents did. Pure, O(n), and safe to repeat on every change: an entry's
// key never changes, so what is on screen stays the same element.
import { dayKeyOf, type DayKey } from '../time/day.ts'
import { isDesk, type DeskBody } from '../desk/kind.ts'
import { isLocal, isPill, speakerKey, type TimelineItem } from './item.ts'

/** Runs of one speaker share one avatar and name while no more than this lies between two messages (TL-3). */
export const RUN_MS = 5 * 60 * 1000
/** What one agent does within so long of the first of it stands as one (TL-52). */
export const FOLD_MS = 60 * 1000

/**
 * `late`: it came after something that now stands below it, so a reader may have missed it (WH-5). `parts`: pictures sent together stand
 * as one where the first of them stands, in their own order, however they came (TL-23); `item` is then the earliest of those loaded.
 * `case`: where a case began anew or was resolved (TL-4).
 */
export type Entry =
  | { kind: 'day'; key: string; day: DayKey; at: number }
  /** `times`: how many equal beacons "in range" this pill stands for (TL-45). */
  | { kind: 'pill'; key: string; day: DayKey; item: TimelineItem; late: boolean; times: number }
  | { kind: 'note'; key: string; day: DayKey; item: TimelineItem }
  | { kind: 'case'; key: string; day: DayKey; item: DeskItem }
  | { kind: 'desk'; key: string; day: DayKey; item: DeskItem; items: DeskItem[] }
  | {
      kind: 'message'
      key: string
      day: DayKey
      item: TimelineItem
      late: boolean
      runStart: boolean
      parts: TimelineItem[] | null
    }

export type DeskItem = TimelineItem & { body: DeskBody }

/** `events`: whether what agents did with the conversation is shown; where a case begins or ends is shown always. */
export function entriesOf(items: TimelineItem[], zone: string, events = true): Entry[] {
  const entries: Entry[] = []
  const late = latecomers(items)
  const sets = new Map<string, Extract<Entry, { kind: 'message' }>>()
  for (const item of items) {
    if (item.body.kind === 'deleted' || (!events && isDeskItem(item) && !bounds(item))) continue
    const set = setKeyOf(item)
    const whole = set === null ? undefined : sets.get(set)
    if (whole !== undefined) {
      join(whole, item, late.has(item.id))
      continue
    }
    const day = dayKeyOf(item.at, zone)
    const last = entries.at(-1)
    if (last?.day !== day) entries.push({ kind: 'day', key: `day:${day}`, day, at: item.at })
    const before = entries.at(-1)!
    if (item.body.kind === 'note') entries.push({ kind: 'note', key: item.id, day, item })
    else if (isDeskItem(item)) addDesk(entries, before, item, day)
    else if (!isPill(item)) {
      const runStart = !continues(before, item)
      const key = set ?? item.id
      const entry = {
        kind: 'message' as const,
        key,
        day,
        item,
        late: late.has(item.id),
        runStart,
        parts: set === null ? null : [item],
      }
      entries.push(entry)
      if (set !== null) sets.set(set, entry)
    } else if (folds(before, item)) before.times++
    else entries.push({ kind: 'pill', key: item.id, day, item, late: late.has(item.id), times: 1 })
  }
  return entries
}

/** The same for all pictures that one person sent together; null for everything else. Not a row's id: an earlier part may come later. */
function setKeyOf(item: TimelineItem): string | null {
  const { body } = item
  return body.kind === 'image' && body.setId !== undefined ? `set:${body.setId}:${speakerKey(item)}` : null
}

/** LINE's own place in the set; older phones tell none, and then the time decides. */
function join(entry: Extract<Entry, { kind: 'message' }>, item: TimelineItem, late: boolean) {
  const indexOf = ({ body }: TimelineItem) => (body.kind === 'image' ? (body.setIndex ?? Infinity) : Infinity)
  const parts = entry.parts!
  const at = parts.findIndex((part) => indexOf(part) > indexOf(item))
  parts.splice(at === -1 ? parts.length : at, 0, item)
  entry.late ||= late
}

/** Everything an entry stands for. */
export function itemsOf(entry: Entry): TimelineItem[] {
  if (entry.kind === 'day') return []
  if (entry.kind === 'desk') return entry.items
  return entry.kind === 'message' && entry.parts !== null ? entry.parts : [entry.item]
}

const isDeskItem = (item: TimelineItem): item is DeskItem => isDesk(item.body.kind)

/** Where a case begins anew or ends. */
const bounds = ({ body }: DeskItem): boolean =>
  (body.kind === 'status' && body.status === 'resolved') || (body.kind === 'reopened' && body.fresh)

function addDesk(entries: Entry[], before: Entry, item: DeskItem, day: DayKey) {
  if (bounds(item)) entries.push({ kind: 'case', key: item.id, day, item })
  else if (
    before.kind === 'desk' &&
    speakerKey(before.item) === speakerKey(item) &&
    item.at - before.item.at <= FOLD_MS
  )
    before.items.push(item)
  else entries.push({ kind: 'desk', key: item.id, day, item, items: [item] })
}

/** Marked late by the log's clock, and above something that was there before. */
function latecomers(items: TimelineItem[]): Set<string> {
  const late = new Set<string>()
  let earliestBelow = Infinity
  for (const item of items.toReversed()) {
    if (isLocal(item)) continue
    if (item.late === true && item.place > earliestBelow) late.add(item.id)
    earliestBelow = Math.min(earliestBelow, item.place)
  }
  return late
}

function continues(before: Entry, next: TimelineItem): boolean {
  if (before.kind !== 'message') return false
  const { item } = before
  return item.direction === next.direction && speakerKey(item) === speakerKey(next) && next.at - item.at <= RUN_MS
}

function folds(before: Entry, next: TimelineItem): before is Extract<Entry, { kind: 'pill' }> {
  if (before.kind !== 'pill') return false
  const [a, b] = [before.item.body, next.body]
  return a.kind === 'beacon' && b.kind === 'beacon' && a.type === 'stay' && b.type === 'stay' && a.hwid === b.hwid
}

/** More stands before what stood first, or what stood first was let go of; nothing came behind. */
export function grewAtStart(before: Entry[], now: Entry[]): boolean {
  const first = (entries: Entry[]) => entries.find((entry) => entry.kind !== 'day')?.key
  return (
    now.length !== before.length &&
    before.length > 0 &&
    first(before) !== first(now) &&
    before.at(-1)?.key === now.at(-1)?.key
  )
}
