import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { drawAvatar } from '../world/avatar.ts'
import { ownMedia } from '../world/recording/ownMedia.ts'

// The phone's built files (`{phoneDir}/phone/…`, `{phoneDir}/assets/…`) and our own pictures under /_media.
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
}

// Sender icons may come from anywhere on https; everything else is ours. No inline script, no eval.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const plain = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}

export async function servePhone(
  phoneDir: string | undefined,
  path: string,
  search: string,
  response: ServerResponse,
): Promise<void> {
  if (phoneDir === undefined) return plain(response, 404, 'The phone has not been built: start with phoneDir')
  if (path === '/phone') {
    response.writeHead(308, { location: `/phone/${search}` })
    response.end()
    return
  }
  const wanted = path === '/phone/' ? '/phone/index.html' : path
  const file = normalize(join(phoneDir, wanted))
  const bytes = file.startsWith(normalize(phoneDir)) ? await readFile(file).catch(() => null) : null
  if (bytes === null) return plain(response, 404, 'Not found')
  const kept = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': kept,
  })
  response.end(bytes)
}

/** /_media/{person|channel|group}/{id}.svg, and the pictures, films and voices of our own that `ownMedia` makes */
export function serveMedia(path: string, response: ServerResponse): void {
  const made = ownMedia(path)
  if (made !== null) {
    response.writeHead(200, { 'content-type': made.contentType, 'x-content-type-options': 'nosniff' })
    response.end(made.bytes)
    return
  }
  const [, kind, id] = /^\/_media\/(\w+)\/([\w-]+)\.svg$/.exec(path) ?? []
  const drawn = kind === undefined || id === undefined ? null : drawAvatar(kind, id)
  if (drawn === null) return plain(response, 404, 'Not found')
  response.writeHead(200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  response.end(drawn)
}
