// One list of a channel's conversations: pages of 25 under a filter, live, drawn down to the loaded end. Every row of the channel comes
// live, whether it is in the list or not: which are is decided here, as the server decides it for pages.
import { LIST_PAGE, type ListPage } from '@madoguchi/contracts/http/snapshot'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { compareSorted, inList, type ListFilter, type Reader, type Sorted } from '@madoguchi/contracts/row/listFilter'
import type { Row } from '@madoguchi/contracts/row/row'
import { channelRoom } from '@madoguchi/contracts/socket/room'
import { queryOf } from '../../composables/inbox/address.ts'
import { HttpError, request } from '../../http.ts'
import type { Follows } from '../../sync/follow.ts'
import { createShown } from '../../sync/shown.ts'

export type ConversationItem = ConversationRow & { id: string; part: number; rev: number }
export type Listing = ReturnType<typeof createListing>

/** More pages than this are not fetched again after a long absence: the list then ends earlier and can be loaded on. */
const PAGES_AGAIN = 20

type Deps = {
  channel: string
  filter: ListFilter
  /** What is the agent's own about a row. */
  reader: (item: ConversationItem) => Omit<Reader, 'mentioned'>
  follows: Follows
  changed: () => void
  failed: (error: HttpError | null) => void
  gone: () => void
}

export function createListing({ channel, filter, reader, follows, changed, failed, gone }: Deps) {
  const items = new Map<string, ConversationItem>()
  const { sort = 'activity' } = filter
  const shown = createShown<Sorted>((a, b) => compareSorted(sort, a, b))
  /** In a page the server gave: who is mentioned where stands in no row of the channel. */
  const told = new Set<string>()
  /** It stays while it is open, also when reading it takes it out of the view. */
  let staying: string | null = null
  let after: string | null = null
  let pages = 1
  let last: ListPage | null = null

  function pageAfter(cursor: string | null): Promise<ListPage> {
    const query = new URLSearchParams({ limit: String(LIST_PAGE), ...(cursor !== null && { after: cursor }) })
    for (const [field, value] of Object.entries(queryOf({ filter, saved: null }))) query.set(field, value)
    return request('GET', `/api/channels/${encodeURIComponent(channel)}/conversations?${query.toString()}`)
  }

  /** As many pages as were shown, followed from the first one's cursor: later pages are newer than it. */
  async function load(): Promise<ListPage> {
    const taken = await pageAfter(null)
    last = taken
    for (let n = 1; n < Math.min(pages, PAGES_AGAIN) && last.after !== null; n++) {
      last = await pageAfter(last.after)
      if (last.v !== taken.v) throw new HttpError(0, { code: 'moved' })
      taken.rows.push(...last.rows)
    }
    told.clear()
    for (const { id } of taken.rows) told.add(id)
    return taken
  }

  function endAt(page: ListPage) {
    after = page.after
    const end = page.rows.findLast((row) => row.noun === 'conversation' && row.row !== null)
    if (after === null) shown.setEnd(null)
    else if (end?.noun === 'conversation') shown.setEnd(placeOf({ ...end.row!, id: end.id }))
  }

  const belongs = (item: ConversationItem) => inList(item, filter, { ...reader(item), mentioned: told.has(item.id) })

  function put(item: ConversationItem) {
    if (belongs(item) || (item.id === staying && shown.has(item.id))) shown.set(item.id, placeOf(item))
    else shown.leave(item.id)
  }

  function take(rows: readonly Row[]) {
    for (const { noun, id, part, rev, row } of rows) {
      if (noun !== 'conversation') continue
      if (row === null) {
        items.delete(id)
        shown.set(id, null)
      } else {
        const item = { ...row, id, part, rev }
        items.set(id, item)
        put(item)
      }
    }
  }

  const followed = follows.open({
    room: channelRoom(channel),
    load,
    changed(_view, rows, whole) {
      if (whole) {
        items.clear()
        shown.clear()
        endAt(last!)
      }
      take(rows)
      if (whole) shown.release()
      changed()
    },
    failed: (error) => failed(error instanceof HttpError ? error : null),
    gone,
  })

  return {
    items,
    more: () => after !== null,
    read: shown.read,
    hold: shown.hold,
    release: shown.release,
    reload: followed.reload,
    close: followed.close,
    /** What stands only because it is open. */
    stayed(): string[] {
      const item = staying === null ? undefined : items.get(staying)
      return item !== undefined && shown.has(item.id) && !belongs(item) ? [item.id] : []
    },
    /** What is the agent's own has changed, about these rows or about all. */
    reconsider(ids: Iterable<string> = items.keys()) {
      for (const id of ids) {
        const item = items.get(id)
        if (item !== undefined) put(item)
      }
    },
    /** This one is open now: it stays although it leaves the view, and the one before goes. */
    stay(id: string | null) {
      const before = staying
      staying = id
      const item = before === null ? undefined : items.get(before)
      if (item !== undefined) put(item)
    },
    /** Throws HttpError. */
    async loadMore(): Promise<void> {
      const asked = after
      if (asked === null) return
      const page = await pageAfter(asked)
      // Meanwhile the list was loaded afresh and ends elsewhere: this page would leave a hole behind that end.
      if (asked !== after) return
      for (const { id } of page.rows) told.add(id)
      if (!followed.merge(page)) return
      pages++
      endAt(page)
      shown.append()
    },
  }
}

const placeOf = ({ id, lastAt, desk }: ConversationRow & { id: string }): Sorted => ({
  id,
  lastAt,
  needsReplySince: desk.needsReplySince,
})
