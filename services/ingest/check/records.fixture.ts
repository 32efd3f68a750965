// Everything that stands on the log at this moment, read from its beginning by a reader that keeps nothing.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { openPool } from '../../db/pool.ts'
import { openKafkaLog } from '../../log/kafka.ts'
import type { Rec } from '../../log/log.ts'
import { started } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import type { Logged } from './judge.fixture.ts'
import { TOPIC, type Stage } from './stage.fixture.ts'

type Deps = Pick<Stage, 'brokers' | 'postgres'>

export function readLog({ brokers, postgres }: Deps): Promise<Logged[]> {
  const logger = silentLogger()
  return started(async (stack) => {
    const pool = stack.use(openPool({ url: postgres.url, logger }), (opened) => opened.end())
    const fail = (error: Error) => whole.reject(error)
    const deps = { pool, databaseUrl: postgres.url, logger, metrics: createMetrics(), onReplaced: fail }
    const log = await openKafkaLog({ ...deps, brokers: brokers.addresses, topic: TOPIC })
    stack.use(log, (opened) => opened.close())
    const whole = Promise.withResolvers<void>()
    const records = new Map<string, Rec>()
    const complete = new Set<number>()
    await log.subscribe({
      name: `judge_${Date.now()}`,
      position: async () => ({ next: 0, lastKey: null }),
      async deliver(part, some, highWatermark) {
        for (const one of some) records.set(`${one.part}/${one.off}`, one)
        if ((some.at(-1)?.off ?? -1) + 1 >= highWatermark) complete.add(part)
        if (complete.size === PARTITIONS) whole.resolve()
      },
    })
    await whole.promise
    await stack.stop()
    return [...records.values()].flatMap(({ part, off, event }) =>
      event === null ? [] : [{ id: event.id, key: event.key, part, off }],
    )
  })
}
