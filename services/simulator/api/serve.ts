import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { applyAfter, applyBefore } from '../fault/apply.ts'
import { befall, writeFaulty } from '../fault/content.ts'
import type { Platform } from '../platform.ts'
import type { Answer } from './answer.ts'
import { handle } from './gate/handle.ts'
import { peek } from './gate/peek.ts'
import type { ApiRequest } from './gate/peek.ts'
import { writeAnswer } from './write.ts'

/** Answers one API request, lets faults happen to it, and writes it into the ledger whatever the caller gets to see. */
export async function serveApi(platform: Platform, request: ApiRequest, response: ServerResponse): Promise<void> {
  const requestId = platform.ids.request()
  const facts = peek(request, platform.tokens)
  const about = { ...facts, method: request.method, path: request.path }
  const record = (answer: Answer, more: { fault?: string; withheld?: boolean } = {}) =>
    platform.ledger.call({
      at: platform.clock.now(),
      requestId,
      ...about,
      status: answer.status,
      accepted: answer.accepted === true,
      ...textOf(answer),
      ...more,
    })

  const before = platform.faults.draw('before', about)
  if (before !== null) {
    record({ status: before.status ?? 0 }, { fault: before.kind })
    if (before.delayMs !== undefined) await wait(before.delayMs)
    return applyBefore(before, response, requestId)
  }
  const { answer, befell } = befall(platform.faults, await handle(platform, request, requestId), about)
  if (befell !== null) {
    record(answer, { fault: befell.kind })
    return writeFaulty(befell, response, answer, requestId)
  }
  const after = answer.accepted === true ? platform.faults.draw('after', about) : null
  const n = record(answer, after === null ? {} : { fault: after.kind, withheld: after.kind !== 'accept_then_slow' })
  // A caller who gave up, or whose connection was cut meanwhile, has heard nothing and may rightly ask again.
  response.once('close', () => response.writableFinished || platform.ledger.withhold(n))
  if (after !== null) return applyAfter(after, response, answer, requestId)
  writeAnswer(response, answer, requestId)
}

function textOf(answer: Answer): { text?: string } {
  const message = (answer.json as { message?: unknown } | undefined)?.message
  return answer.status >= 400 && typeof message === 'string' ? { text: message } : {}
}
