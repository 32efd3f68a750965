// One conversation kept ready: its rows, live. Its tail is always known up to the newest; what is drawn is the tail, or a window somewhere in
// a long thread that has not grown into it yet (TL-12). Pages that were asked for before everything was loaded afresh are left out, and
// nothing is let go of while one is on its way: so newer always wins.
import { THREAD_PAGE, type Thread, type ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { MemberRow } from '@madoguchi/contracts/row/member'
import type { Row } from '@madoguchi/contracts/row/row'
import { conversationRoom } from '@madoguchi/contracts/socket/room'
import { HttpError } from '../../http.ts'
import type { Followed, Follows } from '../../sync/follow.ts'
import * as stretch from '../../sync/stretch.ts'
import type { ConversationItem } from './listing.ts'
import { createThreadPages, reachOf, type Aim } from './threadPages.ts'
import { createThreadRows, type MessageItem } from './threadRows.ts'

export type ContactItem = ContactRow & { id: string }
export type MemberItem = MemberRow & { id: string }
export type { MessageItem } from './threadRows.ts'

/** `item`: the row, by whichever id it was asked for; null = a moment was. `later`: everything is being loaded afresh; ask again then. */
export type Reached = { is: 'here'; item: string | null } | { is: 'gone' | 'later' }

export type WarmThread = {
  id: string
  state: 'loading' | 'ready' | 'error'
  error: HttpError | null
  conversation: ConversationItem | null
  contact: ContactItem | null
  members: MemberItem[]
  /** Rises whenever something else is drawn than what was. */
  sight: number
  /** Drawn: loaded and gap-free, oldest first. */
  messages(): MessageItem[]
  /** The end of the thread, drawn or not. */
  ending(): MessageItem[]
  older(): boolean
  newer(): boolean
  loadOlder(): Promise<void>
  loadNewer(): Promise<void>
  /** Draws what stands around it, unless it is drawn already. */
  reach(aim: Aim): Promise<Reached>
  toEnd(): void
  /** Lets go of what is drawn before the one item and after the other; a page brings it again. */
  release(keep: { from: string | null; to: string | null }): void
  reload(): Promise<void>
  close(): void
}

/** `aim`: what is to be drawn after everything was loaded afresh; null = the end. */
type Deps = { id: string; follows: Follows; changed(rows: readonly Row[]): void; aim?: () => Aim | null }

export function createWarmThread({ id, follows, changed, aim = () => null }: Deps): WarmThread {
  const pages = createThreadPages(id)
  const messages = createThreadRows()
  const members = new Map<string, MemberItem>()
  let known: stretch.Known = { shown: { from: null, to: null }, tail: null }
  /** Rows by what they were asked for as: a quote of ours names LINE's id of it. */
  const rowIds = new Map<string, string>()
  let fresh: { thread: Thread; window: ThreadWindow | null } | null = null
  /** How often everything was loaded afresh. */
  let epoch = 0
  let asked = 0

  async function load(): Promise<Thread> {
    const thread = await pages.latest()
    // After the thread: nothing in it may be older than the cursor that is followed.
    const to = aim()
    const window = to === null ? null : await around(to)
    if (window !== null && window.v !== thread.v) throw new HttpError(0, { code: 'moved' })
    // Meanwhile the reader may have gone back to the end.
    fresh = { thread, window: aim() === null ? null : window }
    return window === null ? thread : { ...thread, rows: [...thread.rows, ...window.rows] }
  }

  async function around(to: Aim): Promise<ThreadWindow | null> {
    const window = await pages.around(to)
    if ('item' in to && window?.item !== undefined) rowIds.set(to.item, window.item)
    return window
  }

  function begin({ thread: latest, window }: NonNullable<typeof fresh>) {
    epoch++
    if (window !== null || thread.state === 'loading' || stretch.detached(known)) thread.sight++
    known = stretch.opened(reachOf(latest))
    if (window !== null) known = stretch.jumped(known, reachOf(window))
    Object.assign(thread, { state: 'ready', error: null })
  }

  function take({ noun, id: rowId, part, rev, row }: Row) {
    if (noun === 'message') messages.set(rowId, rev, row)
    else if (noun === 'member') {
      if (row === null) members.delete(rowId)
      else members.set(rowId, { ...row, id: rowId })
      thread.members = [...members.values()]
    } else if (noun === 'conversation' && rowId === id) thread.conversation = row && { ...row, id, part, rev }
    else if (noun === 'contact' && rowId === id) thread.contact = row && { ...row, id }
  }

  function forget() {
    messages.clear()
    members.clear()
    Object.assign(thread, { conversation: null, contact: null, members: [] })
  }

  /** `grow`: how the stretches are once it has come; null = it fits no more. False = it was left out. */
  async function page<P extends { v: number; rows: Row[] }>(
    ask: Promise<P | null>,
    grow: (page: P) => stretch.Known | null,
  ): Promise<P | null | false> {
    const mine = epoch
    asked++
    const got = await ask.finally(() => asked--)
    if (got === null) return null
    if (mine !== epoch) return false
    const next = got.v === followed.view()?.v ? grow(got) : known
    if (next === null) return false
    // Before the merge tells the screen: the new rows must be inside what is drawn.
    known = next
    return followed.merge(got) && got
  }

  /** While it is not drawn a page of the tail is enough, however much has come in. */
  function shortTail(of: stretch.Known): stretch.Known {
    const from = messages.in({ from: of.tail, to: null }).at(-THREAD_PAGE)
    return from === undefined ? of : stretch.cutTail(of, from)
  }

  /** Rows outside every stretch are known to nobody. */
  function sweep() {
    messages.keep((place) => stretch.holds(known, place))
    followed.release((row) => row.noun === 'message' && messages.get(row.id) === undefined)
  }

  const thread: WarmThread = {
    id,
    state: 'loading',
    error: null,
    conversation: null,
    contact: null,
    members: [],
    sight: 0,
    messages: () => messages.in(known.shown),
    ending: () => messages.in({ from: known.tail, to: null }),
    older: () => known.shown.from !== null,
    newer: () => stretch.detached(known),
    async loadOlder() {
      const { from } = known.shown
      if (from === null) return
      await page(pages.older(from), (got) =>
        stretch.sameEdge(from, known.shown.from) ? stretch.grownOlder(known, reachOf(got)) : null,
      )
    },
    async loadNewer() {
      const { to } = known.shown
      if (to === null) return
      await page(pages.newer(to), (got) =>
        stretch.sameEdge(to, known.shown.to) ? stretch.grownNewer(known, reachOf(got)) : null,
      )
    },
    async reach(to) {
      const row = () => ('item' in to ? (rowIds.get(to.item) ?? to.item) : null)
      const drawn = messages.get(row() ?? '')
      if (drawn !== undefined && stretch.within(known.shown, drawn)) return { is: 'here', item: drawn.id }
      const got = await page(around(to), (window) => {
        thread.sight++
        return shortTail(stretch.jumped(known, reachOf(window)))
      })
      return got === null ? { is: 'gone' } : got === false ? { is: 'later' } : { is: 'here', item: row() }
    },
    toEnd() {
      if (!stretch.detached(known)) return
      thread.sight++
      known = stretch.atEnd(known)
      changed([])
    },
    release(keep) {
      const [from, to] = [keep.from, keep.to].map((one) => (one === null ? undefined : messages.get(one)))
      if (asked > 0 || thread.state !== 'ready') return
      const tail = thread.ending().at(-THREAD_PAGE) ?? null
      if (from !== undefined) known = stretch.cutOlder(known, from)
      if (to !== undefined && tail !== null) known = stretch.cutNewer(known, to, tail)
      known = shortTail(known)
      sweep()
      changed([])
    },
    reload() {
      if (thread.state === 'error') thread.state = 'loading'
      changed([])
      return followed.reload()
    },
    close: () => followed.close(),
  }

  const followed: Followed = follows.open({
    room: conversationRoom(id),
    load,
    changed(_view, rows, whole) {
      if (whole) {
        forget()
        begin(fresh!)
      }
      for (const row of rows) take(row)
      changed(rows)
    },
    failed(failure) {
      if (thread.state !== 'ready')
        Object.assign(thread, { state: 'error', error: failure instanceof HttpError ? failure : null })
      changed([])
    },
    gone() {
      forget()
      Object.assign(thread, { state: 'error', error: new HttpError(403, { code: 'forbidden' }) })
      changed([])
    },
  })
  return thread
}
