// Would LINE take these messages? Asked without sending (line.md §3.7): the objects are judged, not the recipient. LINE's words and its
// paths to the fields are passed on as they are. Within a Flex container LINE gives a JSON pointer and names the message in the sentence
// above all complaints alone; it is put before the pointer: `messages[0]/body/contents/1/text`.
import type { messagingApi } from '@line/bot-sdk'
import type { CheckedMessages } from '@madoguchi/contracts/http/line'
import type { Answer } from './answer.ts'
import type { LineClient } from './client.ts'

/** Longer words of LINE's help nobody; more complaints than a send has fields are none of its. */
const WORDS_MAX = 300
const PROBLEMS_MAX = 100

export async function validatePush(client: LineClient, messages: readonly object[]): Promise<CheckedMessages> {
  const request = { messages } as unknown as messagingApi.ValidateMessageRequest
  return verdictOf(await client.ask('validatePush', (sdk) => sdk.validatePushWithHttpInfo(request)))
}

/** What LINE's answer says of the messages: nothing, when it is about the account, the rate or LINE itself. */
export function verdictOf(answer: Answer): CheckedMessages {
  if (answer.kind === 'noToken') return { asked: false, why: `no token: ${answer.code}` }
  if (answer.kind === 'none') return { asked: false, why: answer.code }
  if (answer.status === 200) return { asked: true, problems: [] }
  // The whole is more than LINE reads: a judgement of what was sent.
  if (answer.status !== 400 && answer.status !== 413) return { asked: false, why: `HTTP ${answer.status}` }
  return { asked: true, problems: problemsOf(answer) }
}

function problemsOf({ status, body }: Extract<Answer, { kind: 'answer' }>) {
  const { message, details } = Object(body) as { message?: unknown; details?: unknown }
  const named = typeof message === 'string' ? (/messages\[\d\]/.exec(message)?.[0] ?? '') : ''
  const whole = { field: named, message: wordsOf(message) ?? `HTTP ${status}` }
  const pathOf = (property: unknown) => {
    if (typeof property !== 'string') return named
    return property.startsWith('/') ? named + property : property
  }
  const told = (Array.isArray(details) ? details : []).slice(0, PROBLEMS_MAX).flatMap((detail: unknown) => {
    const { message: words, property } = Object(detail) as { message?: unknown; property?: unknown }
    const said = wordsOf(words)
    return said === null ? [] : [{ field: pathOf(property), message: said }]
  })
  return told.length === 0 ? [whole] : told
}

const wordsOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, WORDS_MAX) : null
