import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Acked } from '../history.fixture.ts'
import { NONE, type Kit } from './kit.fixture.ts'
import { openSeveralPerSend } from './severalPerSend.fixture.ts'

/** A request in the hand of a broker that dies, after the others have answered theirs. */
export function deadLeader(kit: Kit) {
  test('a leader dies with a request in hand: one send for several partitions that the library repeats loses what moved, ours does not', async () => {
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
    await wait(500) // the two others have answered
    await victim.kill()
    await sent
    await victim.start()
    const [ours, mutant] = await Promise.all(
      runs.map(async ({ kafka, sending, called }) => {
        await sending.stop()
        return kit.judge(kafka, called)
      }),
    )
    expect(ours).toEqual(NONE)
    expect(mutant!.lost).toBeGreaterThan(0)
  })
}
