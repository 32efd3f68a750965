// The list of one channel: pages of 25 by latest activity, live, drawn down to the loaded end.
import { LIST_PAGE, type ListPage } from '@madoguchi/contracts/http/snapshot'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Row } from '@madoguchi/contracts/row/row'
import { channelRoom } from '@madoguchi/contracts/socket/room'
import { HttpError, request } from '../../http.ts'
import type { Follows } from '../../sync/follow.ts'
import { createShown } from '../../sync/shown.ts'

export type ConversationItem = ConversationRow & { id: string; part: number; rev: number }
export type Listing = ReturnType<typeof createListing>

/** More pages than this are not fetched again after a long absence: the list then ends earlier and can be loaded on. */
const PAGES_AGAIN = 20

type Deps = {
  channel: string
  follows: Follows
  changed: () => void
  failed: (error: HttpError | null) => void
  gone: () => void
}

export function createListing({ channel, follows, changed, failed, gone }: Deps) {
  const items = new Map<string, ConversationItem>()
  const shown = createShown()
  let after: string | null = null
  let pages = 1
  let last: ListPage | null = null

  function pageAfter(cursor: string | null): Promise<ListPage> {
    const from = cursor === null ? '' : `&after=${encodeURIComponent(cursor)}`
    return request('GET', `/api/channels/${encodeURIComponent(channel)}/conversations?limit=${LIST_PAGE}${from}`)
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
    return taken
  }

  function endAt(page: ListPage) {
    after = page.after
    const end = page.rows.findLast((row) => row.noun === 'conversation' && row.row !== null)
    if (after === null) shown.setEnd(null)
    else if (end?.noun === 'conversation') shown.setEnd({ at: end.row!.lastAt, id: end.id })
  }

  function take(rows: readonly Row[]) {
    for (const { noun, id, part, rev, row } of rows) {
      if (noun !== 'conversation') continue
      if (row === null) items.delete(id)
      else items.set(id, { ...row, id, part, rev })
      shown.set(id, row === null ? null : { at: row.lastAt, id })
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
    /** Throws HttpError. */
    async loadMore(): Promise<void> {
      const asked = after
      if (asked === null) return
      const page = await pageAfter(asked)
      // Meanwhile the list was loaded afresh and ends elsewhere: this page would leave a hole behind that end.
      if (asked !== after) return
      if (!followed.merge(page)) return
      pages++
      endAt(page)
      shown.append()
    },
  }
}
