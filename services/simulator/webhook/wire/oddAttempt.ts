import { request as httpRequest } from 'node:http'
import type { ClientRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ANSWER_WITHIN, verdictOfError, verdictOfStatus } from './verdict.ts'
import type { Outcome } from './verdict.ts'

/**
 * truncated: half of the announced bytes, then the connection ends. slow: one piece a second, for 8 s.
 * closeEarly: everything is sent and the connection closed before the answer is read.
 */
export type Oddity = 'truncated' | 'slow' | 'closeEarly'

const SLOW_PIECES = 8

function drip(request: ClientRequest, bytes: Buffer): void {
  const size = Math.ceil(bytes.length / SLOW_PIECES)
  let sent = 0
  const next = () => {
    if (request.destroyed) return
    request.write(bytes.subarray(sent, sent + size))
    sent += size
    if (sent >= bytes.length) request.end()
    else setTimeout(next, 1000)
  }
  next()
}

const senders: Record<Oddity, (request: ClientRequest, bytes: Buffer) => void> = {
  truncated: (request, bytes) =>
    request.write(bytes.subarray(0, bytes.length >> 1), () => setTimeout(() => request.destroy(), 50)),
  slow: drip,
  closeEarly: (request, bytes) => request.end(bytes, () => setImmediate(() => request.destroy())),
}

/** Posts on a connection of its own. Never throws. */
export function oddAttempt({
  endpoint,
  headers,
  bytes,
  oddity,
}: {
  endpoint: string
  headers: Record<string, string>
  bytes: Buffer
  oddity: Oddity
}): Promise<Outcome> {
  const started = performance.now()
  const latencyMs = () => Math.round((performance.now() - started) * 10) / 10
  return new Promise((done) => {
    const open = endpoint.startsWith('https:') ? httpsRequest : httpRequest
    const request = open(endpoint, {
      method: 'POST',
      headers: { ...headers, 'content-length': bytes.length },
      agent: false,
    })
    // A slow body is allowed to finish after LINE has given up, so that the receiver's own limit is exercised.
    const timer = setTimeout(() => done({ verdict: 'request_timeout', latencyMs: latencyMs() }), ANSWER_WITHIN)
    const end = (outcome: Outcome) => {
      clearTimeout(timer)
      done(outcome)
    }
    request.on('response', (answer) => {
      answer.resume()
      end({ verdict: verdictOfStatus(answer.statusCode!), status: answer.statusCode!, latencyMs: latencyMs() })
      request.destroy()
    })
    request.on('error', (error) =>
      end({ verdict: verdictOfError(error, false), latencyMs: latencyMs(), detail: error.message }),
    )
    request.on('close', () =>
      end({ verdict: 'unclassified', latencyMs: latencyMs(), detail: 'closed by the platform' }),
    )
    senders[oddity](request, bytes)
  })
}
