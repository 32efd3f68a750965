import type { ServerResponse } from 'node:http'
import { payloadOf, writeAnswer } from '../api/write.ts'
import type { Answer } from '../api/answer.ts'
import { FAULT_TEXTS } from './fault.ts'
import type { Fault } from './fault.ts'

const cut = (response: ServerResponse) => void response.destroy()

/** A hung connection stays open until the caller gives up or the platform stops. */
const hang = () => undefined

function statusAnswer(fault: Fault): Answer {
  const status = fault.status ?? 500
  const fallback =
    status === 429
      ? FAULT_TEXTS.rate
      : status === 401
        ? 'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.'
        : status === 410
          ? 'The content is gone'
          : `Fault ${status} (sim)`
  return { status, json: { message: fault.text === undefined ? fallback : FAULT_TEXTS[fault.text] } }
}

/** The call never reaches the platform. */
export function applyBefore(fault: Fault, response: ServerResponse, requestId: string): void {
  if (fault.kind === 'drop') return cut(response)
  if (fault.kind === 'hang') return hang()
  writeAnswer(response, statusAnswer(fault), requestId)
}

/** The call was accepted; only its answer suffers. */
export function applyAfter(fault: Fault, response: ServerResponse, answer: Answer, requestId: string): void {
  if (fault.kind === 'accept_then_drop') return cut(response)
  if (fault.kind === 'accept_then_hang') return hang()
  if (fault.kind === 'accept_then_500')
    return writeAnswer(response, { status: 500, json: { message: 'Internal server error (sim)' } }, requestId)
  if (fault.kind === 'accept_then_half_body') return halfBody(response, answer, requestId)
  setTimeout(() => writeAnswer(response, answer, requestId), fault.delayMs ?? 3000)
}

function halfBody(response: ServerResponse, answer: Answer, requestId: string): void {
  const payload = payloadOf(answer)
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'x-line-request-id': requestId,
    'content-length': payload.length,
  })
  response.write(payload.subarray(0, payload.length >> 1), () => cut(response))
}
