// What was sent with a message, from LINE into a store. May be relied on: it ends within its limits whatever LINE's answer is, a
// content is stored whole or not at all, never as a file without a byte, and only the store's own trouble or the signal rejects.
import { backoff, sleep } from '../../runtime/backoff.ts'
import { askLine, type LineData } from './ask.ts'
import { Broken } from './limits.ts'
import type { Fetched } from './outcome.ts'
import type { Got } from './request.ts'
import { left, outcomeOf, take, type Put } from './take.ts'
import { readTranscoding } from './transcoding.ts'

export type ContentDeps<T> = LineData & {
  put: Put<T>
  /** `preview`: LINE's small picture of an image or video. */
  part?: 'content' | 'preview'
  /** How long we wait, by wall clock, for LINE to make it ready. */
  patienceMs?: number
}

const PATIENCE_MS = 60_000
const POLL = { first: 500, max: 8_000 }

/** LINE's message ids are digits; an id that would be another path is none. */
const ID = /^[\w-]{1,100}$/

export async function fetchContent<T>(
  deps: ContentDeps<T>,
  messageId: string,
  signal?: AbortSignal,
): Promise<Fetched<T>> {
  if (!ID.test(messageId)) return { is: 'failed', why: 'not an id of a message' }
  const until = performance.now() + (deps.patienceMs ?? PATIENCE_MS)
  try {
    for (let attempt = 0; ; attempt++) {
      const fetched = await fetchOnce(deps, messageId, signal)
      if (fetched.is !== 'processing') return fetched
      const waitMs = backoff(attempt, POLL)
      if (performance.now() + waitMs > until) return fetched
      await sleep(waitMs, signal)
      signal?.throwIfAborted()
    }
  } catch (error) {
    if (error instanceof Broken) return outcomeOf(error)
    throw error
  }
}

/** `processing` only where asking again is right: LINE says so too when it is asked about the transcoding. */
async function fetchOnce<T>(deps: ContentDeps<T>, messageId: string, signal?: AbortSignal): Promise<Fetched<T>> {
  const part = deps.part === 'preview' ? '/content/preview' : '/content'
  const path = `/v2/bot/message/${messageId}`
  const got = await askLine(deps, path + part, part === '/content' ? 'content' : 'contentPreview', signal)
  if (got.status === 200) return take(got, deps.put, deps.limits)
  left(got.body, null)
  if (got.status !== 202) return refusalOf(got)
  const state = await readTranscoding(deps, messageId, signal)
  return state === 'failed' ? { is: 'failed', why: 'LINE could not make it ready' } : { is: 'processing' }
}

/** By status alone; LINE changes its texts without notice. */
function refusalOf({ status }: Got): Fetched<never> {
  if (status === 410) return { is: 'gone' }
  if (status === 404) return { is: 'missing' }
  const lasting = status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
  return lasting ? { is: 'failed', why: `HTTP ${status}` } : { is: 'later', why: `HTTP ${status}`, bytes: 0 }
}
