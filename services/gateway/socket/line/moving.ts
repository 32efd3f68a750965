// A gateway that stops: browsers are told to move and are let go one by one over a few seconds, so that the next gateway is not
// met by all at once.
import { sleep } from '../../../runtime/backoff.ts'
import { browsersOf, lineOf, type Io } from '../connection.ts'

export const SPREAD_MS = 5_000
/** For the farewell of a browser that reads; another one is cut off. */
const FAREWELL_MS = 1_000

/** Resolves when every line is closed, at most `withinMs` and a second later. */
export async function letGo(io: Io, withinMs: number, random: () => number = Math.random): Promise<void> {
  io.emit('moving', { withinMs })
  await Promise.all(
    browsersOf(io).map(async (browser) => {
      const line = lineOf(browser)
      const gone = new AbortController()
      line.once('close', () => gone.abort())
      await sleep(random() * withinMs, gone.signal)
      browser.disconnect(true)
      await sleep(FAREWELL_MS, gone.signal)
      line.terminate()
    }),
  )
}
