// The sender's reader: commands, results and LINE's events go into its tables in one transaction with its checkpoint. It also
// knows in which partitions sending is allowed: those that are ours and read up to where the log stood when we took them, so that
// a restored database first learns what has been sent already.
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { advance, lockPositions, readPosition } from '../../log/checkpoint.ts'
import type { Reader, Rec } from '../../log/log.ts'
import { apply } from './apply.ts'

const NAME = 'sender'

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

  return {
    ready: () => [...progress.keys()].filter(isReady),
    reader: {
      name: NAME,
      position: (part) => readPosition(pool, NAME, part),
      async deliver(part, records, highWatermark) {
        const taken = progress.get(part) ?? { target: highWatermark, next: 0 }
        const wasReady = isReady(part)
        const { next, due } = await transaction(pool, async (tx) => {
          const next = (await lockPositions(tx, NAME, [part])).get(part)!
          const fresh = records.filter(({ off }) => off >= next)
          const last = fresh.at(-1)
          if (last === undefined) return { next, due: false }
          const due = await apply(tx, fresh)
          await advance(tx, NAME, [{ part, next: nextOf(last), lastKey: last.key }])
          return { next: nextOf(last), due }
        })
        progress.set(part, { ...taken, next })
        if (isReady(part) && (due || !wasReady)) onDue()
      },
      lost: (part) => void progress.delete(part),
    },
  }
}

const nextOf = ({ off }: Rec) => off + 1
