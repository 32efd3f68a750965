// What a browser shows, against what it would be shown if it came anew: each row it holds is the row there is now, and nothing of
// a fresh first page is missing.
import { isDeepStrictEqual } from 'node:util'
import type { ListPage, ThreadPage } from '@madoguchi/contracts/http/snapshot'
import type { Row } from '@madoguchi/contracts/row/row'
import { keyOf, type View } from '../../../web/src/sync/receive.ts'
import type { Browser } from './browser.fixture.ts'

type Page = { rows: Row[]; after?: string | null; before?: string | null }

const FIRST: Record<string, (id: string) => string> = {
  workspace: () => '/api/workspace',
  channel: (id) => `/api/channels/${id}/conversations?limit=25`,
  conversation: (id) => `/api/conversations/${encodeURIComponent(id)}`,
}

/** Everything the room has, first page first. */
export async function pagesOf({ get }: Pick<Browser, 'get'>, room: string): Promise<Row[][]> {
  const [kind, id] = [room.split(':')[0]!, room.slice(room.indexOf(':') + 1)]
  const first = FIRST[kind]!(id)
  let page = await get<Page>(first)
  const pages = [page.rows]
  while (page.after || page.before) {
    page = page.after
      ? await get<ListPage>(`${first}&after=${encodeURIComponent(page.after)}`)
      : await get<ThreadPage>(`${first}/messages?limit=50&before=${encodeURIComponent(page.before!)}`)
    pages.push(page.rows)
  }
  return pages
}

/** Nothing = it shows what a fresh one would. */
export async function staleIn(browser: Browser): Promise<string[]> {
  const stale: string[] = []
  for (const [room, view] of browser.views()) {
    const pages = await pagesOf(browser, room)
    stale.push(...differences(view, pages).map((what) => `${browser.name}, ${room}: ${what}`))
  }
  return stale
}

/** PURE. */
export function differences(view: View, pages: Row[][]): string[] {
  const fresh = new Map(pages.flat().map((row) => [keyOf(row), row]))
  const wrong: string[] = []
  for (const [key, held] of view.rows)
    if (held.row !== null && !isDeepStrictEqual(held, fresh.get(key)))
      wrong.push(`${key} is of ${held.rev}, not of ${fresh.get(key)?.rev}`)
  for (const row of pages[0] ?? []) if (!view.rows.has(keyOf(row))) wrong.push(`${keyOf(row)} is missing`)
  return wrong
}
