import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from '../api/answer.ts'
import { writeAnswer } from '../api/write.ts'
import { stageOf } from './fault.ts'
import type { About, Fault } from './fault.ts'
import type { Faults } from './faults.ts'

// What befalls content: LINE that never gets it ready, and servers that drip, cut, flood or lie.

/** The fault that strikes an answer about content, and what the answer then is; null = none does. */
export function befall(faults: Faults, answer: Answer, about: About): { answer: Answer; befell: Fault | null } {
  if (answer.content === undefined) return { answer, befell: null }
  const unready = faults.draw('ready', about)
  if (unready !== null) return { answer: notReady(unready, answer), befell: unready }
  return { answer, befell: answer.content === 'bytes' ? faults.draw('bytes', about) : null }
}

function notReady({ kind }: Fault, { content }: Answer): Answer {
  if (content !== 'transcoding') return { status: 202, bytes: Buffer.alloc(0) }
  return { status: 200, json: { status: kind === 'transcode_failed' ? 'failed' : 'processing' } }
}

const PAGE = Buffer.from('<!doctype html><title>Not a picture</title><script>document.title = "it ran"</script>\n')

/** Writes the answer as the fault has it. Resolves when nothing more will come. */
export async function writeFaulty(fault: Fault, response: ServerResponse, answer: Answer, requestId: string) {
  if (stageOf(fault.kind) === 'ready') return writeAnswer(response, answer, requestId)
  const bytes = fault.kind === 'wrong_type' && fault.contentType === undefined ? PAGE : answer.bytes!
  const length = fault.kind === 'huge' ? fault.claims : bytes.length
  response.writeHead(200, {
    'x-line-request-id': requestId,
    ...answer.headers,
    ...(length === undefined ? {} : { 'content-length': length }),
    ...(fault.kind === 'wrong_type' && fault.contentType !== undefined ? { 'content-type': fault.contentType } : {}),
  })
  if (fault.kind === 'slow_drip') return drip(response, bytes, fault.delayMs ?? 1_000)
  if (fault.kind === 'huge') return flood(response, bytes, fault.bytes ?? Infinity)
  if (fault.kind === 'wrong_type') return void response.end(bytes)
  response.write(bytes.subarray(0, fault.bytes ?? bytes.length >> 1), () => response.destroy())
}

async function drip(response: ServerResponse, bytes: Buffer, delayMs: number) {
  for (let at = 0; at < bytes.length && !response.destroyed; at++) {
    response.write(bytes.subarray(at, at + 1))
    await wait(delayMs)
  }
  response.end()
}

const PIECE = Buffer.alloc(64 * 1024)

/** The content and then zeros, as fast as the caller reads. */
async function flood(response: ServerResponse, beginning: Buffer, bytes: number) {
  async function* pieces() {
    let left = bytes
    for (let piece = beginning; left > 0; piece = PIECE) {
      yield piece.subarray(0, Math.min(piece.length, left))
      left -= piece.length
    }
  }
  await pipeline(pieces, response).catch(() => undefined) // the caller went away
}
