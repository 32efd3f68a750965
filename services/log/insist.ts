import { backoff, sleep } from '../runtime/backoff.ts'
import { LogReplaced } from './log.ts'

type Trouble = (error: Error, attempt: number) => void

/** Repeats `run` with backoff until it works. Once `ended` is aborted, the next failure is thrown instead of repeated; LogReplaced always is. */
export async function insist<T>(ended: AbortSignal, run: () => Promise<T>, onTrouble: Trouble): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (ended.aborted || error instanceof LogReplaced) throw error
      onTrouble(error as Error, attempt)
      await sleep(backoff(attempt), ended)
    }
  }
}
