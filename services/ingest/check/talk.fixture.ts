// People who go on talking, alone and in groups, so many a second, whatever becomes of it.
import type { Dice } from '../../test/check/dice.ts'
import { CHANNELS, GROUPS, PEOPLE, type Stage } from './stage.fixture.ts'

export type Talk = { said: () => number; stop(): Promise<void> }

const TICK_MS = 20
/** One in so many lines is said in a group. */
const IN_GROUP = 0.2

export function startTalk({ sim }: Pick<Stage, 'sim'>, { dice, perSecond }: { dice: Dice; perSecond: number }): Talk {
  const under = new Set<Promise<void>>()
  const began = performance.now()
  let said = 0
  let failed: Error | undefined

  function say() {
    const i = dice.int(CHANNELS.length)
    const place = dice.chance(IN_GROUP) ? { in: GROUPS[i] } : {}
    const line = { channel: CHANNELS[i], as: dice.pick(PEOPLE), do: 'say', text: `line ${said}`, ...place }
    said += 1
    const saying = sim('POST', '/_sim/act', line)
      .then(() => undefined)
      .catch((error: Error) => void (failed = error))
      .finally(() => under.delete(saying))
    under.add(saying)
  }

  const timer = setInterval(() => {
    while (said < ((performance.now() - began) * perSecond) / 1_000) say()
  }, TICK_MS)
  return {
    said: () => said,
    async stop() {
      clearInterval(timer)
      await Promise.all(under)
      if (failed) throw failed
    },
  }
}
