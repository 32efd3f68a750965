// Handing records to a reader: a throw of the reader is the same records again, with backoff, for as long as they are ours.
import { backoff, sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Reader, Rec } from '../log.ts'

export type Handing = { reader: Reader; part: number; ended: AbortSignal; logger: Logger }

/** False: the partition was let go before the reader took them. `between` runs before each further try. */
export async function deliver(
  { reader, part, ended, logger }: Handing,
  records: Rec[],
  highWatermark: number,
  between: () => Promise<void> = async () => undefined,
): Promise<boolean> {
  for (let attempt = 0; !ended.aborted; attempt += 1) {
    try {
      await reader.deliver(part, records, highWatermark)
      return true
    } catch (error) {
      const off = records[0]?.off
      logger.warn({ reader: reader.name, part, off, attempt, error: (error as Error).message }, 'delivery is repeated')
      await sleep(backoff(attempt), ended)
      if (!ended.aborted) await between()
    }
  }
  return false
}
