// A gateway that stops: browsers are told to move and are let go one by one over a few seconds, so that the next gateway is not
// met by all at once.
import { sleep } from '../../runtime/backoff.ts'
import { browsersOf, type Io } from './connection.ts'

export const SPREAD_MS = 5_000

/** Resolves when everybody is gone, at most `withinMs` later. */
export async function letGo(io: Io, withinMs: number, random: () => number = Math.random): Promise<void> {
  io.emit('moving', { withinMs })
  await Promise.all(
    browsersOf(io).map(async (browser) => {
      const gone = new AbortController()
      browser.once('disconnect', () => gone.abort())
      await sleep(random() * withinMs, gone.signal)
      browser.disconnect(true)
    }),
  )
}
