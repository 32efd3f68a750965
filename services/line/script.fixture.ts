// A small LINE that does what a test tells it: each call takes the next step of its script, or the standing answer. Ids and retry
// keys behave as LINE's do, so an accepted push repeated under its key is a 409.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Seen = {
  method: string
  path: string
  token: string | undefined
  retryKey: string | undefined
  body: Record<string, unknown>
  at: number
}
export type Respond = (seen: Seen, response: ServerResponse) => void

export type Script = {
  url: string
  calls: Seen[]
  /** Calls of this path, in order. */
  of(path: string): Seen[]
  /** What the next calls of a path get, one each; afterwards the usual answer. */
  next(path: string, ...steps: Respond[]): void
  /** Every call of a path from now on; null = the usual answer again. */
  always(path: string, respond: Respond | null): void
  /** Pushes and replies that were taken, by retry key or reply token. */
  accepted: Map<string, { requestId: string; id: string; body: unknown }>
  /** No calls seen, no steps to come, the usual answers. */
  reset(): void
  /** Nobody listens any more: calls are refused. */
  refuse(): Promise<void>
  /** On the same port again. */
  listen(): Promise<void>
  stop(): Promise<void>
}

export const PUSH = '/v2/bot/message/push'
export const REPLY = '/v2/bot/message/reply'
export const TOKEN = '/oauth2/v3/token'

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Respond => {
  return (_seen, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'x-line-request-id': 'scripted', ...headers })
      .end(JSON.stringify(body))
}
export const drop: Respond = (_seen, response) => void response.destroy()
export const hang: Respond = () => undefined
/** A byte now and then, without end: no time-out between bytes ever ends it. */
export const drip: Respond = (_seen, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 50)
  response.on('close', () => clearInterval(timer))
}

export async function openScript(): Promise<Script> {
  const calls: Seen[] = []
  const steps = new Map<string, Respond[]>()
  const standing = new Map<string, Respond>()
  const accepted: Script['accepted'] = new Map()
  let number = 0

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const seen: Seen = {
        method: request.method ?? '',
        path: (request.url ?? '').split('?')[0]!,
        token: request.headers.authorization?.replace('Bearer ', ''),
        retryKey: request.headers['x-line-retry-key'] as string | undefined,
        body,
        at: Date.now(),
      }
      calls.push(seen)
      const respond = steps.get(seen.path)?.shift() ?? standing.get(seen.path) ?? usual
      respond(seen, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }

  /** Takes it as LINE does, and answers it. */
  const usual: Respond = (seen, response) => {
    if (seen.path === TOKEN)
      return json(200, { token_type: 'Bearer', access_token: `token-${++number}`, expires_in: 900 })(seen, response)
    if (seen.path !== PUSH && seen.path !== REPLY) return json(404, { message: 'Not found' })(seen, response)
    const key = seen.path === PUSH ? String(seen.retryKey) : String(seen.body.replyToken)
    const before = accepted.get(key)
    if (before && seen.path === REPLY) return json(400, { message: 'Invalid reply token' })(seen, response)
    if (before)
      return json(
        409,
        {
          message: 'The retry key is already accepted',
          sentMessages: [{ id: before.id, quoteToken: `q${before.id}` }],
        },
        { 'x-line-accepted-request-id': before.requestId },
      )(seen, response)
    const id = `4612309668420648${10 + ++number}`
    accepted.set(key, { requestId: `request-${number}`, id, body: seen.body.messages })
    json(
      200,
      { sentMessages: [{ id, quoteToken: `q${id}` }] },
      { 'x-line-request-id': `request-${number}` },
    )(seen, response)
  }

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    of: (path) => calls.filter((call) => call.path === path),
    next: (path, ...more) =>
      void steps.set(path, [...(steps.get(path) ?? []), ...more.map((step) => bound(step, usual))]),
    always: (path, respond) => void (respond ? standing.set(path, bound(respond, usual)) : standing.delete(path)),
    accepted,
    reset() {
      calls.length = 0
      steps.clear()
      standing.clear()
    },
    refuse: close,
    listen: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: close,
  }
}

const THEN = Symbol('then')
type Then = Respond & { [THEN]?: Respond }
/** Accepts like LINE, but the answer fares as `fate` says: what no caller can tell from never having arrived. */
export const acceptThen = (fate: Respond): Respond => Object.assign((() => undefined) as Then, { [THEN]: fate })

function bound(step: Respond, usual: Respond): Respond {
  const fate = (step as Then)[THEN]
  if (fate === undefined) return step
  return (seen, response) => {
    usual(seen, nobody())
    fate(seen, response)
  }
}

/** A response that goes nowhere. */
function nobody(): ServerResponse {
  const response = { writeHead: () => response, end: () => response }
  return response as unknown as ServerResponse
}

/** Half of a good answer, then the line is cut. */
export const halfBody: Respond = (_seen, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
  response.write('{"sentMessages":[{"id":', () => void response.destroy())
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
