import { expect, test, vi } from 'vitest'
import { event, keyIn } from '../stage.fixture.ts'
import { createTopic, deleteTopic } from '../topics.ts'
import { HEALED_MS, type Kafka, type Kit } from './kit.fixture.ts'
import { startLone } from './lone.fixture.ts'
import { createMemory } from './memory.fixture.ts'

const PART = 3

export function anotherLog(kit: Kit) {
  async function fill(kafka: Kafka, count: number): Promise<string[]> {
    const log = await kit.open(kafka)
    const events = Array.from({ length: count }, () => event(keyIn(PART)))
    await Promise.all(events.map((one) => log.append(one)))
    await log.close()
    return events.map((one) => one.id)
  }

  /** Reads what is there, to its end. */
  async function readAll(kafka: Kafka, count: number) {
    const { reader, ids, position } = createMemory('before', PART)
    const lone = startLone({ ...kafka, reader, onReplaced: (error) => expect.fail(error.message) })
    await vi.waitFor(() => expect(ids).toHaveLength(count), HEALED_MS)
    await lone.stop()
    return position()
  }

  test('a topic made anew with as many records: a reader that seeks to its position goes on unaware, one that seeks to the record before stops', async () => {
    const kafka = await kit.fresh()
    await fill(kafka, 3)
    const position = await readAll(kafka, 3)
    await deleteTopic(kafka)
    await createTopic({ ...kafka, replication: 3 })
    const ids = await fill(kafka, 4)

    const [ours, mutant] = [createMemory('ours', PART, position), createMemory('mutant', PART, position)]
    const stopped = { ours: vi.fn(), mutant: vi.fn() }
    const careful = startLone({ ...kafka, reader: ours.reader, onReplaced: stopped.ours })
    const unaware = startLone({ ...kafka, reader: mutant.reader, onReplaced: stopped.mutant, shift: 1 })
    await vi.waitFor(() => {
      expect(stopped.ours).toHaveBeenCalledOnce()
      expect(mutant.ids).toEqual(ids.slice(3))
    }, HEALED_MS)
    expect(stopped.mutant).not.toHaveBeenCalled()
    expect(ours.ids).toEqual([])
    await Promise.all([careful.stop(), unaware.stop()])
  })

  test('a topic that holds fewer records than were read of it stops its reader', async () => {
    const kafka = await kit.fresh()
    await fill(kafka, 3)
    const position = await readAll(kafka, 3)
    await deleteTopic(kafka)
    await createTopic({ ...kafka, replication: 3 })
    await fill(kafka, 1)
    const { reader, ids } = createMemory('shorter', PART, position)
    const stopped = vi.fn()
    const lone = startLone({ ...kafka, reader, onReplaced: stopped })
    await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce(), HEALED_MS)
    expect(stopped.mock.calls[0]![0].message).toContain('it holds fewer now')
    expect(ids).toEqual([])
    await lone.stop()
  })
}
