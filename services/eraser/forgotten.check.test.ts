// An unsend to its end, on the log in PostgreSQL (log.md §11).
import { inject } from 'vitest'
import { openPostgresLog } from '../log/postgres.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createOwnDatabase } from '../test/ownDatabase.ts'
import { forgottenContract } from './forgotten.contract.ts'

forgottenContract(async () => {
  const { url: databaseUrl, drop } = await createOwnDatabase({
    server: inject('databaseUrl'),
    prefix: 'madoguchi_test',
  })
  return {
    databaseUrl,
    settings: {},
    openLog: (pool) =>
      openPostgresLog({
        pool,
        databaseUrl,
        logger: silentLogger(),
        metrics: createMetrics(),
        onReplaced: () => undefined,
      }),
    nudge: async () => undefined, // it forgets at once
    stop: drop,
  }
})
