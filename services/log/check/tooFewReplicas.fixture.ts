import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createMetrics } from '../../runtime/metrics.ts'
import type { Acked } from '../history.fixture.ts'
import { refusalOf } from '../trouble/refusal.ts'
import { HEALED_MS, NONE, type Kit } from './kit.fixture.ts'

/** All three must have it here, so that one broker too few is enough and the controllers still have their majority. */
const ALL = { 'min.insync.replicas': '3' }

export function tooFewReplicas(kit: Kit) {
  test('too few replicas are in sync: said, counted, shown, and written once there are enough', async () => {
    const kafka = await kit.fresh(ALL)
    const metrics = createMetrics()
    const lines: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) })
    const log = await kit.open(kafka, { logger, metrics })
    const sending = { append: log.append, stop: () => log.close() }
    const called: Acked[] = []
    await kit.round(sending, called)
    const victim = kit.nodes()[2]!
    await victim.signal('SIGSTOP')
    try {
      const sent = kit.round(sending, called)
      const refused = async () => {
        const { values } = await metrics.appendFailures.get()
        return values.find(({ labels }) => labels.cause === 'NOT_ENOUGH_REPLICAS')?.value ?? 0
      }
      await vi.waitFor(async () => expect(await refused()).toBeGreaterThan(0), HEALED_MS)
      expect(lines.join('')).toContain('append is repeated: NOT_ENOUGH_REPLICAS (fewer brokers hold the topic')
      expect(refusalOf(log, Date.now()).state).toBe('degraded')
      await victim.signal('SIGCONT')
      await sent
    } finally {
      await victim.signal('SIGCONT')
    }
    expect(refusalOf(log, Date.now())).toEqual({ state: 'ok' })
    await sending.stop()
    expect(await kit.judge(kafka, called)).toEqual(NONE)
  })
}
