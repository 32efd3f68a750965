// The sender's reader: commands, results and LINE's events go into its tables in one transaction with its checkpoint. It also
// knows in which partitions sending is allowed: those that are ours and read up to where the log stood when we took them, so that
// a restored database first learns what has been sent already.
import type { Pool } from '../../db/pool.ts'
import { readPosition } from '../../log/checkpoint.ts'
import type { Reader } from '../../log/log.ts'
import { createSharedCommit } from '../../log/reading/sharedCommit.ts'
import { apply } from './apply.ts'

const NAME = 'sender'
/** What customers say may wait so long: it only matters to the next thing said to them. What agents ask for does not wait. */
const LINGER_MS = 20

export type SenderReader = {
  reader: Reader
  /** Partitions in which sending is allowed now. */
  ready(): number[]
}

type Deps = {
  pool: Pool
  /** Something may be sent or reported now. */
  onDue: () => void
}

export function createSenderReader({ pool, onDue }: Deps): SenderReader {
  /** By partition that is ours: how far it must be read before anything is sent, and how far it is. */
  const progress = new Map<number, { target: number; next: number }>()
  const isReady = (part: number) => {
    const at = progress.get(part)
    return at !== undefined && at.next >= at.target
  }

  const commit = createSharedCommit({
    pool,
    reader: NAME,
    lingerMs: LINGER_MS,
    urgent: ({ records }) => records.some(({ event }) => event?.type.startsWith('message.')),
    apply: (tx, fresh) =>
      apply(
        tx,
        fresh.flatMap(({ records }) => records),
      ),
  })

  return {
    ready: () => [...progress.keys()].filter(isReady),
    reader: {
      name: NAME,
      position: (part) => readPosition(pool, NAME, part),
      async deliver(part, records, highWatermark) {
        const taken = progress.get(part) ?? { target: highWatermark, next: 0 }
        const wasReady = isReady(part)
        const { next, result: due } = await commit({ part, records, highWatermark })
        progress.set(part, { ...taken, next })
        if (isReady(part) && (due || !wasReady)) onDue()
      },
      lost: (part) => void progress.delete(part),
    },
  }
}
