// The page of media, with the bytes as the gateway serves them: with their type, as an attachment when asked, by ranges.
import { join } from 'node:path'
import { servingHeaders } from '../../../services/media/address.ts'
import { parseRange, within } from '../../../services/media/range.ts'
import { openBuiltPage, type Asked, type BuiltPage } from '../builtPage.ts'

export type Content = { type: string; bytes: Buffer }
/** `contents`: by path below `/media/`; what is not there is 404. `asked`: those paths, with what of them was wanted. */
export type MediaPage = BuiltPage & { contents: Map<string, Content>; asked: string[] }

/** `entry`: the page's script; without one that of media alone. */
export async function openMediaPage(entry = join(import.meta.dirname, 'mediaEntry.ts')): Promise<MediaPage> {
  const contents = new Map<string, Content>()
  const asked: string[] = []
  const page = await openBuiltPage({
    entry,
    title: 'Media',
    beside(wish) {
      if (!wish.url.pathname.startsWith('/media/')) return false
      const path = decodeURIComponent(wish.url.pathname.slice('/media/'.length))
      asked.push(`${path} ${wish.request.headers.range ?? ''}`.trim())
      answer(wish, contents.get(path))
      return true
    },
  })
  return { ...page, contents, asked }
}

function answer({ url, headers, request, response }: Asked, content: Content | undefined): void {
  if (content === undefined) return void response.writeHead(404, headers).end()
  const { type, bytes } = content
  const save = url.searchParams.get('save') === '1'
  const served = { ...headers, ...servingHeaders({ type, save }), 'cache-control': 'private, no-cache' }
  const range = parseRange(request.headers.range) ?? undefined
  const part = within(range, bytes.length)
  if (part === null) return void response.writeHead(416, served).end()
  const { from, bytes: length } = part
  const placed = range === undefined ? {} : { 'content-range': `bytes ${from}-${from + length - 1}/${bytes.length}` }
  response.writeHead(range === undefined ? 200 : 206, { ...served, ...placed, 'content-length': length })
  response.end(bytes.subarray(from, from + length))
}
