// What the storm's checker must catch, planted on the same brokers: each rejected way beside ours, under one and the same fault.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { expect, test, vi } from 'vitest'
import type { Pool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import type { FaultyBrokers } from '../../test/faults/brokers.ts'
import { faultsOf, type Faults } from '../history.fixture.ts'
import { openKafkaLog } from '../kafka.ts'
import { createEnds } from '../kafka/ends.ts'
import type { Log, Reader } from '../log.ts'
import { event, keyIn } from '../stage.fixture.ts'
import { createTopic, deleteTopic } from '../topics.ts'
import { openLibraryRetries } from './libraryRetries.fixture.ts'
import { startLone } from './lone.fixture.ts'
import { openSeveralPerSend, type Sending } from './severalPerSend.fixture.ts'
import { readWhole } from './tail.fixture.ts'

export type Stage = { brokers: FaultyBrokers; pool: Pool; databaseUrl: string }

const HEALED_MS = 30_000

export function mutations(stage: () => Stage) {
  const kafkaOf = (topic: string) => ({ brokers: stage().brokers.addresses, topic })
  const fresh = async () => {
    const kafka = kafkaOf(`mutant.${randomBytes(4).toString('hex')}`)
    await createTopic({ ...kafka, replication: 3 })
    return kafka
  }
  const open = (kafka: ReturnType<typeof kafkaOf>) => {
    const { pool, databaseUrl } = stage()
    const deps = { pool, databaseUrl, logger: silentLogger(), metrics: createMetrics() }
    return openKafkaLog({ ...deps, ...kafka, onReplaced: (error) => expect.fail(error.message) })
  }
  const sendingOf = async (kafka: ReturnType<typeof kafkaOf>): Promise<Sending> => {
    const log = await open(kafka)
    return { append: log.append, stop: () => log.close() }
  }
  async function judged(log: Log, kafka: ReturnType<typeof kafkaOf>, called: Parameters<typeof faultsOf>[0]) {
    const ends = createEnds({ ...kafka, logger: silentLogger() })
    const whole = await readWhole(log, `judge_${kafka.topic.slice(-8)}`, await ends.ask())
    await ends.stop()
    return faultsOf(called, whole)
  }

  const OPENERS = { ours: sendingOf, 'several partitions in one send': openSeveralPerSend }
  test('a leader dies with a request in hand: one send for several partitions loses what moved, lanes do not', async () => {
    const { nodes } = stage().brokers
    const runs = await Promise.all(
      Object.values(OPENERS).map(async (opener) => {
        const kafka = await fresh()
        return { kafka, sending: await opener(kafka), called: [] as Parameters<typeof faultsOf>[0] }
      }),
    )
    const sendAll = ({ sending, called }: (typeof runs)[number]) =>
      Promise.all(
        Array.from({ length: PARTITIONS }, (_, part) => {
          const one = event(keyIn(part))
          called.push({ id: one.id, key: one.key })
          return sending.append(one)
        }),
      )
    await Promise.all(runs.map(sendAll))
    const victim = nodes[1]!
    await victim.signal('SIGSTOP')
    const sent = Promise.all(runs.map(sendAll))
    await wait(500) // the two others have answered
    await victim.kill()
    await sent
    await victim.start()
    const [ours, mutant] = await Promise.all(
      runs.map(async ({ kafka, sending, called }) => {
        const log = await open(kafka)
        const faults = await judged(log, kafka, called)
        await Promise.all([sending.stop(), log.close()])
        return faults
      }),
    )
    expect(ours).toEqual({ lost: 0, disordered: 0, keysTwice: 0 })
    expect(mutant!.lost).toBeGreaterThan(0)
  })

  test('an answer is lost: the library’s own repeats use a record key twice, lanes never', async () => {
    const faults: Faults[] = []
    for (const opener of [sendingOf, openLibraryRetries]) {
      const kafka = await fresh()
      faults.push(await underLostAnswers(kafka, await opener(kafka)))
    }
    const [ours, mutant] = faults
    expect(ours).toEqual({ lost: 0, disordered: 0, keysTwice: 0 })
    expect(mutant).toMatchObject({ lost: 0 })
    expect(mutant!.keysTwice).toBeGreaterThan(0)
  })

  /** Requests arrive, answers are on their way when the connections break; several times, because the moment is a guess. */
  async function underLostAnswers(kafka: ReturnType<typeof kafkaOf>, sending: Sending): Promise<Faults> {
    const { nodes } = stage().brokers
    const called: Parameters<typeof faultsOf>[0] = []
    const send = (part: number) => {
      const one = event(keyIn(part))
      called.push({ id: one.id, key: one.key })
      return sending.append(one)
    }
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: PARTITIONS }, (_, part) => send(part)))
      for (const { proxy } of nodes) proxy.delay(200)
      const sent = Promise.all(Array.from({ length: PARTITIONS }, (_, part) => send(part)))
      await wait(330)
      for (const { proxy } of nodes) {
        proxy.reset()
        proxy.heal()
      }
      await sent
    }
    const log = await open(kafka)
    const found = await judged(log, kafka, called)
    await Promise.all([sending.stop(), log.close()])
    return found
  }

  /** Remembers its position and what it was given. */
  function memory(name: string, part: number, at = { next: 0, lastKey: null as string | null }) {
    const got: string[] = []
    const reader: Reader = {
      name,
      position: async (asked) => (asked === part ? at : { next: 0, lastKey: null }),
      async deliver(from, records) {
        if (from !== part || records.length === 0) return
        got.push(...records.map((record) => record.event!.id))
        const last = records.at(-1)!
        at = { next: last.off + 1, lastKey: last.key }
      },
    }
    return { reader, got, at: () => at }
  }

  test('a topic made anew with as many records: a reader that seeks to its position goes on unaware, one record before it stops', async () => {
    const kafka = await fresh()
    const part = 3
    const fill = async (count: number) => {
      const log = await open(kafka)
      const events = Array.from({ length: count }, () => event(keyIn(part)))
      await Promise.all(events.map((one) => log.append(one)))
      await log.close()
      return events.map((one) => one.id)
    }
    await fill(3)
    const before = memory('before', part)
    const first = startLone({ ...kafka, reader: before.reader, onReplaced: (error) => expect.fail(error.message) })
    await vi.waitFor(() => expect(before.got).toHaveLength(3), HEALED_MS)
    await first.stop()
    await deleteTopic(kafka)
    await createTopic({ ...kafka, replication: 3 })
    const ids = await fill(4)

    const replaced = { ours: 0, mutant: 0 }
    const [ours, mutant] = [memory('ours', part, before.at()), memory('mutant', part, before.at())]
    const careful = startLone({ ...kafka, reader: ours.reader, onReplaced: () => (replaced.ours += 1) })
    const unaware = startLone({ ...kafka, reader: mutant.reader, shift: 1, onReplaced: () => (replaced.mutant += 1) })
    await vi.waitFor(() => expect([replaced.ours, mutant.got]).toEqual([1, ids.slice(3)]), HEALED_MS)
    expect([replaced.mutant, ours.got]).toEqual([0, []])
    await Promise.all([careful.stop(), unaware.stop()])
  })

  const STAYS_MS = 5_000
  test('brokers that refuse for a while: a consumer whose crash nobody heeds never comes back, ours does within 30 s', async () => {
    const kafka = await fresh()
    const { nodes } = stage().brokers
    const log = await open(kafka)
    const [ours, mutant] = [memory(`heeded_${kafka.topic.slice(-8)}`, 0), memory('unheeded', 0)]
    await log.subscribe(ours.reader)
    const lone = startLone({ ...kafka, reader: mutant.reader, onReplaced: (error) => expect.fail(error.message) })
    const key = keyIn(0)
    await log.append(event(key))
    await vi.waitFor(() => expect([ours.got.length, mutant.got.length]).toEqual([1, 1]), HEALED_MS)
    for (const { proxy } of nodes) proxy.refuse()
    await lone.crashed
    for (const { proxy } of nodes) proxy.heal()
    const late = log.append(event(key))
    await vi.waitFor(() => expect(ours.got.length).toBeGreaterThan(1), HEALED_MS)
    await late
    await wait(STAYS_MS)
    expect(mutant.got).toHaveLength(1)
    await Promise.all([lone.stop(), log.close()])
  })
}
