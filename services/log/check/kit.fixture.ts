// What the tests on one start of three brokers share: a topic and a log of a test's own, and the verdict on what stands on it.
import { randomBytes } from 'node:crypto'
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { expect } from 'vitest'
import type { Pool } from '../../db/pool.ts'
import { silentLogger, type Logger } from '../../runtime/logger.ts'
import { createMetrics, type Metrics } from '../../runtime/metrics.ts'
import type { FaultyBroker, FaultyBrokers } from '../../test/faults/brokers.ts'
import { faultsOf, type Acked, type Faults } from '../history.fixture.ts'
import { openKafkaLog } from '../kafka.ts'
import { createEnds } from '../kafka/ends.ts'
import type { Log } from '../log.ts'
import { event, keyIn } from '../stage.fixture.ts'
import { createTopic } from '../topics.ts'
import type { Sending } from './severalPerSend.fixture.ts'
import { readWhole } from './tail.fixture.ts'

export type Stage = { brokers: FaultyBrokers; pool: Pool; databaseUrl: string }
export type Kafka = { brokers: string[]; topic: string }
export type Kit = ReturnType<typeof createKit>

export const HEALED_MS = 30_000
export const NONE: Faults = { lost: 0, disordered: 0, keysTwice: 0 }

/** `stage`: asked when a test runs, when the brokers are up. */
export function createKit(stage: () => Stage) {
  async function fresh(configs: Record<string, string> = {}): Promise<Kafka> {
    const kafka = { brokers: stage().brokers.addresses, topic: `check.${randomBytes(4).toString('hex')}` }
    await createTopic({ ...kafka, replication: 3, configs })
    return kafka
  }

  function open(kafka: Kafka, given: { logger?: Logger; metrics?: Metrics } = {}): Promise<Log> {
    const { pool, databaseUrl } = stage()
    const deps = { pool, databaseUrl, logger: silentLogger(), metrics: createMetrics(), ...given }
    return openKafkaLog({ ...deps, ...kafka, onReplaced: (error) => expect.fail(error.message) })
  }

  return {
    fresh,
    open,
    nodes: (): FaultyBroker[] => stage().brokers.nodes,
    async openLanes(kafka: Kafka): Promise<Sending> {
      const log = await open(kafka)
      return { append: log.append, stop: () => log.close() }
    },
    /** One event for every partition at once; remembered in `called`. */
    round: (sending: Sending, called: Acked[]) =>
      Promise.all(
        Array.from({ length: PARTITIONS }, (_, part) => {
          const one = event(keyIn(part))
          called.push({ id: one.id, key: one.key })
          return sending.append(one)
        }),
      ),
    async judge(kafka: Kafka, called: Acked[]): Promise<Faults> {
      const ends = createEnds({ ...kafka, logger: silentLogger() })
      const log = await open(kafka)
      const whole = await readWhole(log, `judge_${kafka.topic.slice(-8)}`, await ends.ask())
      await Promise.all([ends.stop(), log.close()])
      return faultsOf(called, whole)
    },
  }
}
