// Keeps views equal to what the gateway would show afresh. Opening, resuming after a break, repairing a gap and answering a resync
// are one and the same: `follow` from the view's cursor; `reset` is answered by a fresh snapshot. One follow per room is under way
// at a time; changes that overtake its answer are applied and their cursor steps kept until it comes.
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Beat, Change } from '@madoguchi/contracts/socket/down'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import { advance, applyRows, createView, receive, replaceWith, type Taken, type Told, type View } from './receive.ts'

/** One screen area's interest in one room. */
export type Source = {
  room: string
  /** All the area shows, afresh. A throw is told to `failed` and tried again after a pause. */
  load(): Promise<Taken>
  /** `whole`: the view was replaced; otherwise `rows` are what changed. */
  changed(view: View, rows: readonly Row[], whole: boolean): void
  failed(error: unknown): void
  /** Rights were withdrawn: forget everything shown (LV-6). */
  gone(): void
}

export type Followed = {
  view(): View | null
  /** A further page of older rows. False = another version: the view is being loaded afresh. */
  merge(page: { v: number; rows: readonly Row[] }): boolean
  /** Takes a fresh snapshot; resolves when it is shown or has failed. */
  reload(): Promise<void>
  close(): void
}

type Deps = {
  /** Rejects when no answer comes. */
  follow: (body: { room: string; v: number; since: Cursor }) => Promise<FollowAck>
  unfollow: (room: string) => void
  /** How many rooms of the present catch-up are done; null = nothing to catch up. */
  progress: (state: { done: number; total: number } | null) => void
  /** Calls back after about `ms`; returns a way to call it off. */
  later: (run: () => void, ms: number) => () => void
}

type Entry = {
  source: Source
  view: View | null
  following: boolean
  again: boolean
  waiting: Told[]
  loading: Promise<void> | null
  tries: number
  callOff: () => void
  closed: boolean
}

const PAUSE_MS = [300, 1_000, 3_000, 8_000, 15_000]

export type Follows = ReturnType<typeof createFollows>

export function createFollows({ follow, unfollow, progress, later }: Deps) {
  const entries = new Map<string, Entry>()
  let connected = false
  let connection = 0
  const behind = new Set<Entry>()
  let behindTotal = 0

  function told(entry: Entry) {
    if (!behind.delete(entry)) return
    progress(behind.size === 0 ? null : { done: behindTotal - behind.size, total: behindTotal })
  }

  function again(entry: Entry, run: () => void) {
    entry.callOff()
    entry.callOff = later(run, PAUSE_MS[Math.min(entry.tries++, PAUSE_MS.length - 1)]!)
  }

  async function load(entry: Entry): Promise<void> {
    try {
      const taken = await entry.source.load()
      if (entry.closed) return
      entry.view = entry.view === null ? createView(taken) : replaceWith(entry.view, taken)
      entry.tries = 0
      entry.source.changed(entry.view, [...entry.view.rows.values()], true)
    } catch (error) {
      if (entry.closed) return
      entry.source.failed(error)
      // A first load is the reader's to repeat, or the next connection's; a view that is shown must not stay old.
      if (entry.view !== null) again(entry, () => void reload(entry))
      else told(entry)
      return
    }
    await catchUp(entry)
  }

  function reload(entry: Entry): Promise<void> {
    entry.callOff()
    entry.loading ??= load(entry).finally(() => (entry.loading = null))
    return entry.loading
  }

  async function catchUp(entry: Entry): Promise<void> {
    if (!connected || entry.closed || entry.view === null) return
    if (entry.following) {
      entry.again = true
      return
    }
    entry.callOff()
    entry.following = true
    entry.again = false
    const mine = connection
    const { room } = entry.source
    const ack = await follow({ room, v: entry.view.v, since: { ...entry.view.cursor } }).catch(() => null)
    if (entry.closed || mine !== connection) return
    entry.following = false
    await answer(entry, ack)
  }

  async function answer(entry: Entry, ack: FollowAck | null): Promise<void> {
    if (ack === null) return again(entry, () => void catchUp(entry))
    if (!ack.ok) {
      if (ack.code === 'forbidden' || ack.code === 'not_found') return drop(entry)
      return again(entry, () => void catchUp(entry))
    }
    if (ack.reset) {
      entry.waiting = []
      // Inside a load the snapshot is seconds old: a pause keeps a quarrel between versions from becoming a storm.
      if (entry.loading !== null) return again(entry, () => void reload(entry))
      return reload(entry)
    }
    entry.tries = 0
    take(entry, ack.changes)
    const gaps = settle(entry)
    if (gaps || entry.again) return catchUp(entry)
    told(entry)
  }

  function take(entry: Entry, changes: readonly Told[]) {
    const changed = changes.flatMap((change) => receive(entry.view!, change).changed)
    if (changed.length > 0) entry.source.changed(entry.view!, changed, false)
  }

  /** Steps that overtook the answer, now that the cursor has caught up. True = something is still missing before one of them. */
  function settle(entry: Entry): boolean {
    const steps = entry.waiting.sort((a, b) => a.from - b.from)
    entry.waiting = []
    return steps
      .filter((step) => step.v === entry.view!.v || step.v === 0)
      .some((step) => !advance(entry.view!.cursor, step))
  }

  function drop(entry: Entry) {
    entry.closed = true
    entry.callOff()
    entries.delete(entry.source.room)
    told(entry)
    entry.source.gone()
  }

  function gapIn(entry: Entry, step: Told) {
    if (entry.following) entry.waiting.push({ ...step, rows: [] })
    else void catchUp(entry)
  }

  return {
    open(source: Source): Followed {
      const before = entries.get(source.room)
      if (before !== undefined) Object.assign(before, { closed: true }).callOff()
      const entry: Entry = {
        source,
        view: null,
        following: false,
        again: false,
        waiting: [],
        loading: null,
        tries: 0,
        callOff: () => {},
        closed: false,
      }
      entries.set(source.room, entry)
      void reload(entry)
      return {
        view: () => entry.view,
        merge(page) {
          if (entry.view === null || entry.closed) return false
          if (page.v !== entry.view.v) {
            void reload(entry)
            return false
          }
          const changed = applyRows(entry.view, page.rows)
          entry.source.changed(entry.view, changed, false)
          return true
        },
        reload: () => reload(entry),
        close() {
          if (entry.closed) return
          entry.closed = true
          entry.callOff()
          told(entry)
          if (entries.get(source.room) === entry) entries.delete(source.room)
          if (connected) unfollow(source.room)
        },
      }
    },

    connected() {
      connected = true
      connection++
      for (const entry of entries.values()) {
        entry.following = false
        entry.waiting = []
        behind.add(entry)
      }
      behindTotal = behind.size
      progress(behindTotal === 0 ? null : { done: 0, total: behindTotal })
      for (const entry of entries.values()) void (entry.view === null ? reload(entry) : catchUp(entry))
    },
    disconnected() {
      connected = false
      connection++
      behind.clear()
      progress(null)
      for (const entry of entries.values()) entry.following = false
    },
    /** Something may have been missed while nobody looked (LV-4). */
    check() {
      for (const entry of entries.values()) void catchUp(entry)
    },

    change(change: Change) {
      const entry = entries.get(change.room)
      if (entry === undefined || entry.view === null) return
      const { changed, gap } = receive(entry.view, change)
      if (changed.length > 0) entry.source.changed(entry.view, changed, false)
      if (gap) gapIn(entry, change)
    },
    beat(beat: Pick<Beat, 'rooms'>) {
      for (const { room, v, from, next } of beat.rooms) {
        const entry = entries.get(room)
        if (entry === undefined || entry.view === null) continue
        if (v !== entry.view.v) {
          void catchUp(entry)
          continue
        }
        for (const part of Object.keys(next)) {
          const step = { v, part: Number(part), from: from[part] ?? 0, next: next[part]!, rows: [] }
          if (!advance(entry.view.cursor, step)) gapIn(entry, step)
        }
      }
    },
    resync(rooms: readonly string[]) {
      for (const room of rooms) {
        const entry = entries.get(room)
        if (entry !== undefined) void catchUp(entry)
      }
    },
    revoked(rooms: readonly string[]) {
      for (const room of rooms) {
        const entry = entries.get(room)
        if (entry !== undefined) drop(entry)
      }
    },
  }
}
