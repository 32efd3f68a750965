// A look once a second at what was written lately: it finds what the bus lost, and what another process wrote where no bus crosses.
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'

const LOOK_MS = 1_000
/** What was written within this is looked at: longer than a look that came late. */
export const LATELY_MS = 4_000

/** `what`: for the log, where looking fails; it is said once until it works again. */
type Deps = { look: () => Promise<void>; logger: Logger; what: string }

export function startLook({ look, logger, what }: Deps): { stop(): Promise<void> } {
  const end = new AbortController()
  let failing = false

  async function loop() {
    while (!end.signal.aborted) {
      await sleep(LOOK_MS, end.signal)
      await look().then(
        () => (failing = false),
        (error: unknown) => {
          if (!failing) logger.warn({ error: String(error) }, `${what} not read; trying on`)
          failing = true
        },
      )
    }
  }
  const running = loop()
  return {
    async stop() {
      end.abort()
      await running
    },
  }
}
