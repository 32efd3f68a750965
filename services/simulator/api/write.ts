import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

export function payloadOf(answer: Answer): Buffer {
  return answer.bytes ?? Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json))
}

export function writeAnswer(response: ServerResponse, answer: Answer, requestId: string): void {
  const payload = payloadOf(answer)
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'x-line-request-id': requestId,
    'content-length': payload.length,
    ...answer.headers,
  })
  response.end(payload)
}
