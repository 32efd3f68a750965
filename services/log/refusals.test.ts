// Refusals that no test broker makes: answered by the library's own errors where lanes write.
import { createRequire } from 'node:module'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createMetrics } from '../runtime/metrics.ts'
import { createLanes } from './lanes.ts'
import type { Log } from './log.ts'
import { refusalOf } from './trouble/refusal.ts'
import { event, keyIn } from './stage.fixture.ts'

const { createErrorFromCode } = createRequire(import.meta.url)('kafkajs/src/protocol/error') as {
  createErrorFromCode: (code: number) => Error
}
const sqlState = (code: string) => Object.assign(new Error('refused'), { code })

const REFUSALS: [string, Error, string][] = [
  ['TOPIC_AUTHORIZATION_FAILED', createErrorFromCode(29), 'this user may not write to the topic'],
  ['CLUSTER_AUTHORIZATION_FAILED', createErrorFromCode(31), 'this user may not write to the cluster'],
  ['25006', sqlState('25006'), 'the database is read-only'],
  ['53100', sqlState('53100'), 'the disk of the database is full'],
]

test.for(REFUSALS)(
  '%s is counted, said and shown, and what waits is written when it is over',
  async ([cause, error, means]) => {
    const lines: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) })
    const metrics = createMetrics()
    let refusing = true
    const written: string[] = []
    const lanes = createLanes({
      async write(_part, records) {
        if (refusing) throw error
        return written.push(...records.map((record) => record.headers.ce_id!)) - records.length
      },
      logger,
      metrics,
    })
    const log = lanes as unknown as Log
    const events = Array.from({ length: 3 }, () => event(keyIn(0)))
    const places = Promise.all(events.map((one) => lanes.append(one)))
    const failures = async () => (await metrics.appendFailures.get()).values
    await vi.waitFor(async () => expect((await failures())[0]?.value).toBeGreaterThan(1))
    expect((await failures())[0]!.labels).toEqual({ cause })
    expect(lines[0]).toContain(`append is repeated: ${cause} (${means})`)
    expect(refusalOf(log, Date.now())).toMatchObject({ state: 'degraded', why: expect.stringContaining(means) })
    refusing = false
    expect((await places).map(({ off }) => off)).toEqual([0, 1, 2])
    expect(written).toEqual(events.map((one) => one.id))
    expect(refusalOf(log, Date.now())).toEqual({ state: 'ok' })
    await lanes.close()
  },
)
