import { Agent, request } from 'undici'
import { oddAttempt } from './oddAttempt.ts'
import type { Oddity } from './oddAttempt.ts'
import { ANSWER_WITHIN, verdictOfError, verdictOfStatus } from './verdict.ts'
import type { Outcome } from './verdict.ts'

/** Posts bodies the way LINE does. Never throws: whatever happens is an outcome. */
export type Poster = {
  post(order: {
    endpoint: string
    headers: Record<string, string>
    bytes: Buffer
    oddity?: Oddity | undefined
  }): Promise<Outcome>
  stop(): Promise<void>
}

export function createPoster(): Poster {
  // How many are under way at once is the channel's to say (`parallel`): one that waited here would lose its time to answer.
  const agent = new Agent({
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    connect: { timeout: ANSWER_WITHIN },
  })
  return {
    async post({ endpoint, headers, bytes, oddity }) {
      if (oddity !== undefined) return oddAttempt({ endpoint, headers, bytes, oddity })
      const started = performance.now()
      const abort = new AbortController()
      const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN)
      const latency = () => Math.round((performance.now() - started) * 10) / 10
      try {
        const answer = await request(endpoint, {
          method: 'POST',
          headers,
          body: bytes,
          dispatcher: agent,
          signal: abort.signal,
        })
        const outcome = { verdict: verdictOfStatus(answer.statusCode), status: answer.statusCode, latencyMs: latency() }
        await answer.body.dump().catch(() => undefined)
        return outcome
      } catch (error) {
        return {
          verdict: verdictOfError(error, abort.signal.aborted),
          latencyMs: latency(),
          detail: (error as Error).message,
        }
      } finally {
        clearTimeout(timer)
      }
    },
    stop: () => agent.destroy(),
  }
}
