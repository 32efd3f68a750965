import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { event, keyIn } from '../stage.fixture.ts'
import { HEALED_MS, type Kit } from './kit.fixture.ts'
import { startLone } from './lone.fixture.ts'
import { createMemory } from './memory.fixture.ts'

const PART = 0
/** So much longer than ours needed, the mutant has its chance. */
const STAYS_MS = 5_000

export function unheededCrash(kit: Kit) {
  test('brokers refuse connections for a while: a consumer whose crash nobody heeds never comes back, ours does within 30 s', async () => {
    const kafka = await kit.fresh()
    const log = await kit.open(kafka)
    const [ours, mutant] = [createMemory(`heeded_${kafka.topic.slice(-8)}`, PART), createMemory('unheeded', PART)]
    await log.subscribe(ours.reader)
    const lone = startLone({ ...kafka, reader: mutant.reader, onReplaced: (error) => expect.fail(error.message) })
    const key = keyIn(PART)
    await log.append(event(key))
    await vi.waitFor(() => expect([ours.ids.length, mutant.ids.length]).toEqual([1, 1]), HEALED_MS)
    for (const { proxy } of kit.nodes()) proxy.refuse()
    await lone.crashed
    for (const { proxy } of kit.nodes()) proxy.heal()
    const late = log.append(event(key))
    await vi.waitFor(() => expect(ours.ids.length).toBeGreaterThan(1), HEALED_MS)
    await late
    await wait(STAYS_MS)
    expect(mutant.ids).toHaveLength(1)
    await Promise.all([lone.stop(), log.close()])
  })
}
