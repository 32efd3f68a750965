import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AdminRoute } from '../admin/admin.ts'
import { wrong } from '../admin/admin.ts'

// Media of the account's messages, fetched from the account's own addresses as LINE's servers do it; the phone gets them
// from here. Only addresses that stand in the message are fetched, and only pictures, films and sounds are passed on.
const WIDTHS = ['240', '300', '460', '700', '1040']
const PASSED = /^(image|video|audio)\//i
/** ms until the first byte */
const PATIENCE = 15_000

/** PURE. Whether the message names the address: as it stands, or as one of the widths of an imagemap. */
export function names(message: unknown, url: string): boolean {
  if (typeof message === 'string') return message === url || WIDTHS.some((width) => `${message}/${width}` === url)
  if (typeof message !== 'object' || message === null) return false
  return Object.values(message).some((one) => names(one, url))
}

const KEPT = ['content-type', 'content-length', 'content-range', 'accept-ranges']

/** GET /_sim/fetched/{messageId}?url= : 502 where the address gives nothing that a phone could show. */
export const fetchMedia: AdminRoute['handle'] = async ({ platform, params, query, request, response }) => {
  const url = query.get('url') ?? ''
  const bubble = platform.chats.find(params.messageId!)
  if (bubble?.from !== 'channel' || !/^https?:\/\//i.test(url) || !names(bubble.message, url))
    return wrong('no such address in this message', 404)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const late = setTimeout(() => gone.abort(), PATIENCE)
  const range = request.headers.range
  const headers = range === undefined ? {} : { range }
  const answer = await fetch(url, { headers, signal: gone.signal }).catch(() => null)
  clearTimeout(late)
  if (answer === null) return wrong('the address does not answer', 502)
  if (!answer.ok || answer.body === null || !PASSED.test(answer.headers.get('content-type') ?? '')) {
    await answer.body?.cancel()
    return wrong(`the address answers ${answer.status} ${answer.headers.get('content-type') ?? ''}`, 502)
  }
  const kept = KEPT.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name)!]] : []))
  response.writeHead(answer.status, {
    ...Object.fromEntries(kept.filter(([name]) => !answer.headers.has('content-encoding') || name === 'content-type')),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=300',
  })
  // Either side may go away in the middle.
  await pipeline(Readable.fromWeb(answer.body), response).catch(() => undefined)
  return 'streaming'
}
