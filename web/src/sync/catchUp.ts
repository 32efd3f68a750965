// One view and how it stays equal to what the gateway would show afresh. Opening, resuming after a break, repairing a gap and
// answering a resync are one and the same: `follow` from the view's cursor; "start over" is answered by a fresh snapshot. One
// follow is under way at a time; changes that overtake its answer are applied, and their cursor steps kept until it comes.
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import { advance, applyRows, createView, receive, replaceWith, type Taken, type Told, type View } from './receive.ts'

/** One screen area's interest in one room. */
export type Source = {
  room: string
  /** All the area shows, afresh. A throw is told to `failed`; a view that is shown already is tried again after a pause. */
  load(): Promise<Taken>
  /** `whole`: the view was replaced; otherwise `rows` are what changed. */
  changed(view: View, rows: readonly Row[], whole: boolean): void
  failed(error: unknown): void
  /** Rights were withdrawn: forget everything shown (LV-6). */
  gone(): void
}

type Deps = {
  source: Source
  /** Rejects when no answer comes. */
  follow: (body: { room: string; v: number; since: Cursor }) => Promise<FollowAck>
  later: (run: () => void, ms: number) => () => void
  /** Which connection is up; null = none. An answer that belongs to an earlier one is not waited for. */
  connection: () => number | null
  /** Nothing is missing any more, or nothing more will come. */
  settled: () => void
  /** The room is none of ours any more. */
  dropped: () => void
}

const PAUSE_MS = [300, 1_000, 3_000, 8_000, 15_000]

export type CatchUp = ReturnType<typeof createCatchUp>

export function createCatchUp({ source, follow, later, connection, settled, dropped }: Deps) {
  let view: View | null = null
  let following: number | null = null
  let again = false
  let waiting: Told[] = []
  let loading: Promise<void> | null = null
  let tries = 0
  let callOff = () => {}
  let closed = false

  function pauseThen(run: () => Promise<void>) {
    callOff()
    callOff = later(() => void run(), PAUSE_MS[Math.min(tries++, PAUSE_MS.length - 1)]!)
  }

  async function load(): Promise<void> {
    try {
      const taken = await source.load()
      if (closed) return
      view = view === null ? createView(taken) : replaceWith(view, taken)
      tries = 0
      source.changed(view, [...view.rows.values()], true)
    } catch (error) {
      if (closed) return
      source.failed(error)
      // A first load is the reader's to repeat, or the next connection's; a view that is shown must not stay old.
      if (view !== null) pauseThen(reload)
      else settled()
      return
    }
    await catchUp()
  }

  function reload(): Promise<void> {
    callOff()
    loading ??= load().finally(() => (loading = null))
    return loading
  }

  async function catchUp(): Promise<void> {
    const mine = connection()
    if (mine === null || closed || view === null) return
    if (following === mine) {
      again = true
      return
    }
    callOff()
    following = mine
    again = false
    waiting = []
    const ack = await follow({ room: source.room, v: view.v, since: { ...view.cursor } }).catch(() => null)
    if (closed || mine !== connection()) return
    following = null
    await answered(ack, view)
  }

  async function answered(ack: FollowAck | null, held: View): Promise<void> {
    if (ack?.ok === false && (ack.code === 'forbidden' || ack.code === 'not_found')) return drop()
    if (ack?.ok !== true) return pauseThen(catchUp)
    // Inside a load the snapshot is seconds old: a pause keeps a quarrel between versions from becoming a storm.
    if (ack.reset) return loading === null ? reload() : pauseThen(reload)
    tries = 0
    const changed = ack.changes.flatMap((change) => receive(held, change).changed)
    if (changed.length > 0) source.changed(held, changed, false)
    if (stillMissing(held) || again) return catchUp()
    settled()
  }

  /** Steps that overtook the answer, now that the cursor has caught up. */
  function stillMissing(held: View): boolean {
    const steps = waiting.filter(({ v }) => v === held.v || v === 0).sort((a, b) => a.from - b.from)
    waiting = []
    return steps.some((step) => !advance(held.cursor, step))
  }

  function gap(step: Told) {
    if (following !== null && following === connection()) waiting.push({ ...step, rows: [] })
    else void catchUp()
  }

  function close() {
    closed = true
    callOff()
    settled()
  }

  function drop() {
    close()
    dropped()
    source.gone()
  }

  return {
    view: () => view,
    catchUp,
    reload,
    close,
    drop,
    /** A further page of older rows. False = another version: the view is being loaded afresh. */
    merge(page: { v: number; rows: readonly Row[] }): boolean {
      if (view === null || closed) return false
      if (page.v !== view.v) {
        void reload()
        return false
      }
      source.changed(view, applyRows(view, page.rows), false)
      return true
    },
    /** Rows far from what is looked at; a later page brings them again. What was deleted is kept: nothing older may revive it. */
    release(far: (row: Row) => boolean) {
      for (const [key, row] of view?.rows ?? []) if (row.row !== null && far(row)) view!.rows.delete(key)
    },
    change(change: Told) {
      if (view === null) return
      const got = receive(view, change)
      if (got.changed.length > 0) source.changed(view, got.changed, false)
      if (got.gap) gap(change)
    },
    /** How far the room has been told: quiet rooms keep fresh cursors, and a lost last change is noticed. */
    beat({ v, from, next }: { v: number; from: Cursor; next: Cursor }) {
      if (view === null) return
      if (v !== view.v) return void catchUp()
      for (const part of Object.keys(next)) {
        const step = { v, part: Number(part), from: from[part] ?? 0, next: next[part]!, rows: [] }
        if (!advance(view.cursor, step)) gap(step)
      }
    },
  }
}
