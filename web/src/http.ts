// The gateway over HTTP. An answer is JSON of the type asked for; everything else is thrown as HttpError with the request's id,
// so that each area can show its own refusal with "Try again". A 401 is told to whoever asked to know (SH-2).
import type { ErrorBody } from '@madoguchi/contracts/http/error'

/** `status` 0 = no answer. `code` is the server's, or `offline` / `unreadable`. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly limit: number | undefined
  readonly request: string | undefined
  readonly clashes: ErrorBody['clashes']

  constructor(status: number, body: Partial<ErrorBody> & { code: string }) {
    super(body.message ?? body.code)
    this.status = status
    this.code = body.code
    this.field = body.field
    this.limit = body.limit
    this.request = body.request
    this.clashes = body.clashes
  }
}

const ANSWER_WITHIN_MS = 20_000
let signedOut = (): void => {}

/** One listener: the session store. Not called for a sign-in that failed. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Options = { body?: unknown; quiet?: boolean }

/** `quiet`: a 401 is the caller's own business. A 204 gives undefined. */
export async function request<T>(method: Method, path: string, { body, quiet = false }: Options = {}): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new HttpError(0, { code: 'offline' })
  })
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok && answer !== null) return answer as T
  if (response.status === 401 && !quiet) signedOut()
  throw new HttpError(response.status, readable(answer))
}

function readable(answer: unknown): Partial<ErrorBody> & { code: string } {
  const known = typeof answer === 'object' && answer !== null && 'code' in answer && typeof answer.code === 'string'
  return known ? (answer as ErrorBody) : { code: 'unreadable' }
}
