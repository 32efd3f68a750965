// What LINE's answer to a push or a reply means (line.md §3.3, log.md §7). Pure: plain values in, one of these out. Status first,
// since LINE changes its texts without notice; a text only tells the three 429s apart and one 400 from the others.
import type { FailReason, SentMessage } from '@madoguchi/contracts/event/message'
import type { Answer } from '../answer.ts'

export type Detail = { message?: string; property?: string }
export type Outcome =
  /** LINE has it, now (200) or since an earlier attempt (409). */
  | { is: 'accepted'; sentMessages: SentMessage[]; requestId?: string }
  /** Never will be: repeating is no help. */
  | {
      is: 'refused'
      reason: FailReason
      status: number
      lineMessage?: string
      details?: Detail[]
      requestId?: string
    }
  /** The reply token is used up, too old or another's: nothing was sent, a push may follow. Replies only. */
  | { is: 'badReplyToken'; requestId?: string }
  /** Our credentials; nothing was sent. */
  | { is: 'token' }
  /** Too many calls of this kind by the channel; nothing was sent. */
  | { is: 'rateLimited' }
  /** The month's messages are used up; nothing was sent. */
  | { is: 'quota'; lineMessage?: string; requestId?: string }
  /** Too many messages to this one person, or a 429 we do not know; nothing was sent. */
  | { is: 'userLimited' }
  /** LINE was not reached, without any doubt. */
  | { is: 'notSent'; why: string }
  /** LINE may have it. */
  | { is: 'doubt'; why: string }

export function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'noToken')
    return answer.refused ? { is: 'token' } : { is: 'notSent', why: `no token: ${answer.code}` }
  if (answer.kind === 'none')
    return NEVER_CONNECTED.has(answer.code) ? { is: 'notSent', why: answer.code } : { is: 'doubt', why: answer.code }
  return outcomeOfStatus(answer)
}

/** Before a connection stands, nothing can have been sent. All else that goes wrong below HTTP leaves doubt. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

type Answered = Extract<Answer, { kind: 'answer' }>

function outcomeOfStatus(answer: Answered): Outcome {
  const { status, body, requestId } = answer
  const id = requestId === undefined ? {} : { requestId }
  if (status === 200) return { is: 'accepted', sentMessages: sentMessagesOf(body), ...id }
  if (status === 409) return acceptedBefore(answer)
  if (status === 401) return { is: 'token' }
  if (status === 429) return tooMany(answer)
  if (status === 400 && /^invalid reply token/i.test(messageOf(body) ?? '')) return { is: 'badReplyToken', ...id }
  if (status >= 400 && status < 500 && status !== 408) return refused(answer)
  return { is: 'doubt', why: `HTTP ${status}` }
}

function acceptedBefore({ body, requestId, acceptedRequestId }: Answered): Outcome {
  const first = acceptedRequestId ?? requestId
  return {
    is: 'accepted',
    sentMessages: sentMessagesOf(body),
    ...(first === undefined ? {} : { requestId: first }),
  }
}

function tooMany({ body, requestId }: Answered): Outcome {
  const text = messageOf(body)
  if (/api rate limit/i.test(text ?? '')) return { is: 'rateLimited' }
  if (!/monthly limit/i.test(text ?? '')) return { is: 'userLimited' }
  return {
    is: 'quota',
    ...(text === undefined ? {} : { lineMessage: text }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function refused({ status, body, requestId }: Answered): Outcome {
  const lineMessage = messageOf(body)
  const details = detailsOf(body)
  return {
    is: 'refused',
    reason: reasonOf(status, lineMessage),
    status,
    ...(lineMessage === undefined ? {} : { lineMessage }),
    ...(details.length === 0 ? {} : { details }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function reasonOf(status: number, lineMessage: string | undefined): FailReason {
  if (status === 403) return 'not_allowed'
  if (status === 413 || status === 415) return 'too_large'
  return lineMessage === 'Failed to send messages' ? 'unknown_recipient' : 'refused'
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const messageOf = (body: unknown): string | undefined => (isObject(body) ? textOf(body.message) : undefined)

function detailsOf(body: unknown): Detail[] {
  if (!isObject(body) || !Array.isArray(body.details)) return []
  return body.details.filter(isObject).map(({ message, property }) => ({
    ...(textOf(message) === undefined ? {} : { message: textOf(message)! }),
    ...(textOf(property) === undefined ? {} : { property: textOf(property)! }),
  }))
}

/** LINE's reference calls ids numbers and shows strings; beyond 2^53 only the string is right. */
function sentMessagesOf(body: unknown): SentMessage[] {
  if (!isObject(body) || !Array.isArray(body.sentMessages)) return []
  return body.sentMessages.filter(isObject).map(({ id, quoteToken }) => ({
    id: String(id),
    ...(typeof quoteToken === 'string' ? { quoteToken } : {}),
  }))
}
