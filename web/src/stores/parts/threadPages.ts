// What the server is asked for about one conversation, and what a page says about how far it reaches.
import { THREAD_PAGE, type Thread, type ThreadPage, type ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import { timelineCursor, type TimelineEdge } from '@madoguchi/contracts/http/timelineCursor'
import type { Row } from '@madoguchi/contracts/row/row'
import { HttpError, request } from '../../http.ts'
import type { Page } from '../../sync/stretch.ts'

/** Where a window is to stand: an item, or a moment in ms (the first item from then on, else the last). */
export type Aim = { item: string } | { at: number }

export type ThreadPages = ReturnType<typeof createThreadPages>

export function createThreadPages(conversation: string) {
  const path = `/api/conversations/${encodeURIComponent(conversation)}`
  const messages = `${path}/messages?limit=${THREAD_PAGE}`
  return {
    latest: () => request<Thread>('GET', path),
    older: (edge: TimelineEdge) => request<ThreadPage>('GET', `${messages}&before=${timelineCursor(edge)}`),
    newer: (edge: TimelineEdge) => request<ThreadWindow>('GET', `${messages}&after=${timelineCursor(edge)}`),
    /** null = there is nothing of the kind. */
    async around(aim: Aim): Promise<ThreadWindow | null> {
      const where = 'item' in aim ? `around=${encodeURIComponent(aim.item)}` : `at=${Math.max(0, Math.floor(aim.at))}`
      try {
        return await request<ThreadWindow>('GET', `${messages}&${where}`)
      } catch (error) {
        // What an address names wrongly is not there either.
        if (error instanceof HttpError && (error.status === 404 || error.code === 'malformed')) return null
        throw error
      }
    },
  }
}

/** A page as the stretches know it; its rows stand in the order of the timeline. */
export function reachOf({
  rows,
  before,
  after = null,
}: Pick<ThreadPage, 'rows' | 'before'> & { after?: string | null }): Page {
  const places = rows.flatMap((row) => (row.noun === 'message' && row.row !== null ? [edgeOf(row)] : []))
  return { first: places[0] ?? null, last: places.at(-1) ?? null, before: before !== null, after: after !== null }
}

function edgeOf({ row }: Extract<Row, { noun: 'message' }>): TimelineEdge {
  return { at: row!.at, event: row!.event }
}
