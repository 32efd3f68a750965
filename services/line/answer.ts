// What came of one call to LINE, as a value: an answer, no answer, or no token to ask with. The SDK throws for the first two, and
// only its error and its raw response hold the status and the request's id.
import { HTTPFetchError } from '@line/bot-sdk'

export type Answer =
  | { kind: 'answer'; status: number; body: unknown; requestId?: string; acceptedRequestId?: string }
  /** `code` is undici's or the system's, e.g. ECONNREFUSED; 'unreadable' = a 200 whose body is no JSON. */
  | { kind: 'none'; code: string }
  /** LINE was not asked. `refused`: it does not take the channel's credentials, so asking again is no help. */
  | { kind: 'noToken'; refused: boolean; code: string }

type Call = Promise<{ httpResponse: Response; body: unknown }>

/** Never rejects for what LINE or the network did; a bug in the call still throws. */
export async function answerOf(call: Call): Promise<Answer> {
  try {
    const { httpResponse, body } = await call
    return { kind: 'answer', status: httpResponse.status, body, ...idsOf(httpResponse.headers) }
  } catch (error) {
    if (error instanceof HTTPFetchError)
      return { kind: 'answer', status: error.status, body: parsed(error.body), ...idsOf(error.headers) }
    if (error instanceof SyntaxError) return { kind: 'none', code: 'unreadable' }
    if (error instanceof TypeError && error.cause !== undefined) return { kind: 'none', code: codeOf(error.cause) }
    throw error
  }
}

function idsOf(headers: Headers) {
  const requestId = headers.get('x-line-request-id')
  const acceptedRequestId = headers.get('x-line-accepted-request-id')
  return {
    ...(requestId === null ? {} : { requestId }),
    ...(acceptedRequestId === null ? {} : { acceptedRequestId }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Several addresses of one host that all failed to connect come as one error of many; any of them tells why. */
function codeOf(cause: unknown): string {
  const { code, errors } = cause as { code?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  const inner = errors?.[0] as { code?: unknown } | undefined
  return typeof inner?.code === 'string' ? inner.code : 'unknown'
}
