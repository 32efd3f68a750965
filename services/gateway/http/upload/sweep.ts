// What nothing ever carried goes after a week, bytes and row; what was erased loses its bytes and keeps its row, which says 410. Any
// number of processes sweep at once: each takes rows that no other one holds. Bytes go first: a crash leaves a row to sweep again.
import type { UploadKind } from '@madoguchi/contracts/http/upload'
import type { Client, Pool } from '../../../db/pool.ts'
import { transaction } from '../../../db/transaction.ts'
import { uploadKey } from '../../../media/key.ts'
import type { Store } from '../../../media/store.ts'
import { sleep } from '../../../runtime/backoff.ts'
import type { Logger } from '../../../runtime/logger.ts'
import { partsOf } from './rules.ts'

export const UNUSED_MS = 7 * 24 * 60 * 60_000
const EVERY_MS = 60 * 60_000
/** Within the time that a transaction may be silent, also where a bucket takes its time. */
const AT_ONCE = 10

type Deps = { pool: Pool; store: Store; now?: () => number }
type Held = { token: string; kind: UploadKind; gone: boolean }

/** The addresses answer 410 from here on, for good. May be repeated. */
export async function eraseUploads({ pool, store, now = Date.now }: Deps, tokens: string[]): Promise<void> {
  await pool.query('update upload set gone_at = $2, name = null where token = any($1) and gone_at is null', [
    tokens,
    now(),
  ])
  await sweepUploads({ pool, store, now })
}

/** How many rows were swept. */
export async function sweepUploads({ pool, store, now = Date.now }: Deps): Promise<number> {
  for (let swept = 0; ;) {
    const some = await transaction(pool, (tx) => sweepSome(tx, store, now() - UNUSED_MS))
    swept += some
    if (some < AT_ONCE) return swept
  }
}

async function sweepSome(tx: Client, store: Store, before: number): Promise<number> {
  const { rows } = await tx.query<Held>(
    `select token, kind, gone_at is not null as gone from upload
      where (used_at is null and gone_at is null and at < $1) or (gone_at is not null and parts <> '{}')
      limit $2 for update skip locked`,
    [before, AT_ONCE],
  )
  const tokensOf = (gone: boolean) => rows.filter((row) => row.gone === gone).map(({ token }) => token)
  await Promise.all(
    rows.flatMap(({ token, kind }) => partsOf(kind).map((part) => store.remove(uploadKey(token, part)))),
  )
  await tx.query('delete from upload where token = any($1)', [tokensOf(false)])
  await tx.query(`update upload set parts = '{}' where token = any($1)`, [tokensOf(true)])
  return rows.length
}

/** Every hour, the first time an hour after the start. */
export function startSweep({ logger, everyMs = EVERY_MS, ...deps }: Deps & { logger: Logger; everyMs?: number }) {
  const end = new AbortController()
  const run = async () => {
    while (!end.signal.aborted) {
      await sleep(everyMs, end.signal)
      if (end.signal.aborted) return
      await sweepUploads(deps).catch((error: unknown) =>
        logger.warn({ error: String(error) }, 'unused uploads not swept; trying again'),
      )
    }
  }
  const running = run()
  return {
    async stop() {
      end.abort()
      await running
    },
  }
}
