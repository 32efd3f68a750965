// A request that the library forgets, planted: it is taken and never answered, neither with a result nor with an error.
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { silentLogger } from '../../runtime/logger.ts'
import { createTopic } from '../topics.ts'
import { createEnds } from './ends.ts'
import { createProducer } from './produce.ts'

type Pushed = { entry: { apiName: string } }
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  prototype: { push(request: Pushed): void }
}
const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
if (brokers.length === 0) console.log('forgotten requests were not tried: KAFKA_BROKERS is not set')

/** A broker may take a moment to know that it leads a new topic. */
const LED = { timeout: 10_000, interval: 100 }

describe.skipIf(brokers.length === 0)('a request that the library forgets', () => {
  const logger = silentLogger()
  const fresh = async () => {
    const topic = `answered.${randomBytes(4).toString('hex')}`
    await createTopic({ brokers, topic, replication: 1 })
    return { brokers, topic, logger }
  }
  /** From now on no request of this name is sent; gives how many that were. */
  function forgetting(name: string) {
    let forgotten = 0
    const push = prototype.push
    vi.spyOn(prototype, 'push').mockImplementation(function (this: typeof prototype, request: Pushed) {
      if (request.entry.apiName === name) forgotten += 1
      else push.call(this, request)
    })
    return () => forgotten
  }
  afterEach(() => vi.restoreAllMocks())

  test('ends in doubt, and the next write goes over a new client', async () => {
    const producer = createProducer({ ...(await fresh()), answerMs: 1_000 })
    const record = { key: 'k', headers: {}, value: '{}' }
    expect(await vi.waitFor(() => producer.write([{ part: 3, records: [record] }]), LED)).toEqual([0])
    const forgotten = forgetting('Produce')
    await expect(producer.write([{ part: 3, records: [record] }])).rejects.toThrow(
      'a write: no answer from Kafka within 1 s',
    )
    expect(forgotten()).toBe(1)
    vi.restoreAllMocks()
    expect(await producer.write([{ part: 3, records: [record] }])).toEqual([1])
    await producer.stop()
  }, 20_000)

  test('does not keep the length of the log from whoever asks next', async () => {
    const ends = createEnds({ ...(await fresh()), answerMs: 1_000 })
    expect((await vi.waitFor(() => ends.ask(), LED)).get(3)).toBe(0)
    const forgotten = forgetting('ListOffsets')
    await expect(ends.ask()).rejects.toThrow('no answer from Kafka within 1 s')
    expect(forgotten()).toBeGreaterThan(0)
    vi.restoreAllMocks()
    expect((await ends.ask()).get(3)).toBe(0)
    await ends.stop()
  }, 20_000)
})
