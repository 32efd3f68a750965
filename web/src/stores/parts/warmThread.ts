// One conversation kept ready: its rows, live, in timeline order from the oldest that was loaded.
import { THREAD_PAGE, type Thread, type ThreadPage } from '@madoguchi/contracts/http/snapshot'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { MemberRow } from '@madoguchi/contracts/row/member'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Row } from '@madoguchi/contracts/row/row'
import { conversationRoom } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../../http.ts'
import type { Followed, Follows } from '../../sync/follow.ts'
import { compareTimed, createOrder, type TimelinePlace } from '../../sync/order.ts'
import type { ConversationItem } from './listing.ts'

export type ContactItem = ContactRow & { id: string }
export type MemberItem = MemberRow & { id: string }
export type MessageItem = MessageRow & { id: string; rev: number }

export type WarmThread = {
  id: string
  state: 'loading' | 'ready' | 'error'
  error: HttpError | null
  conversation: ConversationItem | null
  contact: ContactItem | null
  members: MemberItem[]
  /** Loaded and gap-free, oldest first. */
  messages(): MessageItem[]
  older(): boolean
  loadOlder(): Promise<void>
  reload(): Promise<void>
  close(): void
}

/** More pages than this are not fetched again after a reset: older ones can be loaded on. */
const PAGES_AGAIN = 10

type Deps = { id: string; follows: Follows; changed(rows: readonly Row[]): void }

export function createWarmThread({ id, follows, changed }: Deps): WarmThread {
  const path = `/api/conversations/${encodeURIComponent(id)}`
  const order = createOrder<TimelinePlace>(compareTimed)
  const messages = new Map<string, MessageItem>()
  const members = new Map<string, MemberItem>()
  /** Nothing before it has been loaded; null = the conversation begins here. */
  let start: TimelinePlace | null = null
  let before: string | null = null
  let pages = 1
  let fresh: ThreadPage | null = null

  const pageBefore = (cursor: string) =>
    request<ThreadPage>('GET', `${path}/messages?limit=${THREAD_PAGE}&before=${encodeURIComponent(cursor)}`)

  async function load(): Promise<Thread> {
    const thread = await request<Thread>('GET', path)
    let last: ThreadPage = thread
    for (let n = 1; n < Math.min(pages, PAGES_AGAIN) && last.before !== null; n++) {
      last = await pageBefore(last.before)
      if (last.v !== thread.v) throw new HttpError(0, { code: 'moved' })
      thread.rows.push(...last.rows)
    }
    fresh = last
    return thread
  }

  function startAt(page: ThreadPage) {
    before = page.before
    const places = page.rows.flatMap((row) =>
      row.noun === 'message' && row.row !== null ? [placeOf(row.id, row.row)] : [],
    )
    if (before === null) start = null
    else start = places.sort(compareTimed)[0] ?? start
  }

  function take({ noun, id: rowId, part, rev, row }: Row) {
    if (noun === 'message') {
      order.set(rowId, row === null ? null : placeOf(rowId, row))
      if (row === null) messages.delete(rowId)
      else messages.set(rowId, { ...row, id: rowId, rev })
    } else if (noun === 'member') {
      if (row === null) members.delete(rowId)
      else members.set(rowId, { ...row, id: rowId })
      thread.members = [...members.values()]
    } else if (noun === 'conversation' && rowId === id) thread.conversation = row && { ...row, id, part, rev }
    else if (noun === 'contact' && rowId === id) thread.contact = row && { ...row, id }
  }

  function forget() {
    order.clear()
    messages.clear()
    members.clear()
    Object.assign(thread, { conversation: null, contact: null, members: [] })
  }

  const thread: WarmThread = {
    id,
    state: 'loading',
    error: null,
    conversation: null,
    contact: null,
    members: [],
    messages: () =>
      order
        .all()
        .slice(start === null ? 0 : Math.max(0, order.upTo(start) - 1))
        .map((p) => messages.get(p.id)!),
    older: () => before !== null,
    async loadOlder() {
      const asked = before
      if (asked === null) return
      const page = await pageBefore(asked)
      // Meanwhile the thread was loaded afresh and ends elsewhere: this page would leave a hole behind that end.
      if (asked !== before) return
      // Before the merge tells the screen: the new rows must be inside what is drawn.
      if (page.v === followed.view()?.v) {
        pages++
        startAt(page)
      }
      followed.merge(page)
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
        startAt(fresh!)
        Object.assign(thread, { state: 'ready', error: null })
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

const placeOf = (id: string, row: MessageRow): TimelinePlace => ({ at: row.at, event: row.event, id })
