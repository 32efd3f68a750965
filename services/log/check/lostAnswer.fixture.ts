import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Acked, Faults } from '../history.fixture.ts'
import type { Kit } from './kit.fixture.ts'
import { NONE } from './kit.fixture.ts'
import { openLibraryRetries } from './libraryRetries.fixture.ts'
import type { Sending } from './severalPerSend.fixture.ts'

const ROUNDS = 4
const DELAY_MS = 200
/** Requests have arrived, answers are on their way. */
const MOMENT_MS = 330

export function lostAnswer(kit: Kit) {
  /** Several times, because the moment is a guess. */
  async function underLostAnswers(opener: Kit['openLanes']): Promise<Faults> {
    const kafka = await kit.fresh()
    const sending: Sending = await opener(kafka)
    const called: Acked[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await kit.round(sending, called)
      for (const { proxy } of kit.nodes()) proxy.delay(DELAY_MS)
      const sent = kit.round(sending, called)
      await wait(MOMENT_MS)
      for (const { proxy } of kit.nodes()) {
        proxy.reset()
        proxy.heal()
      }
      await sent
    }
    await sending.stop()
    return kit.judge(kafka, called)
  }

  test('an answer is lost: the library’s own repeats use a record key twice, lanes never', async () => {
    expect(await underLostAnswers(kit.openLanes)).toEqual(NONE)
    const mutant = await underLostAnswers(openLibraryRetries)
    expect(mutant.lost).toBe(0)
    expect(mutant.keysTwice).toBeGreaterThan(0)
  })
}
