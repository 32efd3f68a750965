import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Acked } from '../history.fixture.ts'
import { NONE, type Kit } from './kit.fixture.ts'
import { openSeveralPerSend } from './severalPerSend.fixture.ts'

/**
 * The library loses what moved only if the others' answers come between the death and its repeat, as they mostly do: a repeat that is
 * faster sends all again. So many deaths are enough to see it.
 */
const DEATHS = 4

/** A request in the hand of a broker that dies, after the others have answered theirs. */
export function deadLeader(kit: Kit) {
  async function oneDeath() {
    const runs = await Promise.all(
      [kit.openLanes, openSeveralPerSend].map(async (opener) => {
        const kafka = await kit.fresh()
        return { kafka, sending: await opener(kafka), called: [] as Acked[] }
      }),
    )
    const all = () => Promise.all(runs.map(({ sending, called }) => kit.round(sending, called)))
    await all()
    const victim = kit.nodes()[1]!
    await victim.signal('SIGSTOP')
    const sent = all()
    await wait(500) // all requests are in hand
    await victim.kill()
    await sent
    await victim.start()
    return Promise.all(
      runs.map(async ({ kafka, sending, called }) => {
        await sending.stop()
        return kit.judge(kafka, called)
      }),
    )
  }

  test('a leader dies with a request in hand: one send for several partitions that the library repeats loses what moved, ours does not', async () => {
    let lost = 0
    for (let death = 0; death < DEATHS && lost === 0; death += 1) {
      const [ours, mutant] = await oneDeath()
      expect(ours).toEqual(NONE)
      lost = mutant!.lost
    }
    expect(lost).toBeGreaterThan(0)
  })
}
