// The answer with the content, into the caller's store.
import type { Readable } from 'node:stream'
import { Broken, TOO_LARGE, type Limits } from './limits.ts'
import type { Fetched } from './outcome.ts'
import type { Got } from './request.ts'

/**
 * Where the bytes go. Rejects with the source's error when the source breaks, having kept nothing (as the media store does);
 * `declared`: the content type it came with.
 */
export type Put<T> = (source: Readable, declared: string | undefined) => Promise<T>

/** Rejects with the store's error and with the caller's abort; what their server does is an outcome. */
export async function take<T>({ header, body }: Got, put: Put<T>, { maxBytes }: Limits): Promise<Fetched<T>> {
  const encoding = header('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity') return left(body, { is: 'later', why: `encoded as ${encoding}, unasked`, bytes: 0 })
  if (Number(header('content-length') ?? 0) > maxBytes) return left(body, { is: 'too_large' })
  try {
    return { is: 'stored', stored: await put(body, header('content-type')) }
  } catch (error) {
    if (error instanceof Broken) return outcomeOf(error)
    throw error
  } finally {
    body.destroy()
  }
}

export function outcomeOf({ why, bytes }: Broken): Fetched<never> {
  return why === TOO_LARGE ? { is: 'too_large' } : { is: 'later', why, bytes }
}

/** An answer whose body nobody needs. */
export function left<T>(body: Readable, outcome: T): T {
  body.destroy()
  return outcome
}
