import { matchPath } from '../api/gate/match.ts'
import type { AdminAnswer, AdminCall, AdminRoute } from './admin.ts'

type Parsed = { body: Record<string, unknown> } | { problem: string; status?: number }

const MB = 1024 * 1024
/** The judge hears all that a product says it received and sent: a million events are some 80 MB. */
const LARGE: Record<string, number> = { '/_sim/ledger/check': 256 * MB, '/_sim/act': 64 * MB }
/** What somebody sends from their disk comes as base64 with the act. */
export const adminMaxBytes = (path: string): number => LARGE[path] ?? 2 * MB

function readBody(bytes: Buffer, max: number): Parsed {
  if (bytes.length === 0) return { body: {} }
  if (bytes.length > max) return { problem: `the body is larger than ${max} bytes`, status: 413 }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { body: value as Record<string, unknown> }
    return { problem: 'the body must be a JSON object' }
  } catch {
    return { problem: 'the body is not JSON' }
  }
}

/** Answers one request to `/_sim/…`. */
export async function serveAdmin(
  routes: readonly AdminRoute[],
  path: string,
  bytes: Buffer,
  call: Omit<AdminCall, 'params' | 'body'>,
): Promise<void> {
  const parts = path.split('/')
  const matched = routes.flatMap((route) => {
    const params = matchPath(route.path.split('/'), parts)
    return params === null ? [] : [{ route, params }]
  })
  const hit = matched.find(({ route }) => route.method === call.request.method)
  if (hit === undefined)
    return write(call, {
      status: matched.length > 0 ? 405 : 404,
      json: { message: matched.length > 0 ? 'method not allowed' : 'no such admin call' },
    })
  const parsed = readBody(bytes, adminMaxBytes(path))
  if ('problem' in parsed) return write(call, { status: parsed.status ?? 400, json: { message: parsed.problem } })
  write(call, await hit.route.handle({ ...call, params: hit.params, body: parsed.body }))
}

function write({ response }: Pick<AdminCall, 'response'>, answer: AdminAnswer): void {
  if (answer === 'streaming') return
  if ('bytes' in answer) {
    response.writeHead(200, {
      'content-type': answer.contentType,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // Anybody's bytes, from the origin that may do everything here: they are shown and saved, never run.
      'content-security-policy': "default-src 'none'; sandbox",
    })
    response.end(answer.bytes)
    return
  }
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(answer.json))
}
