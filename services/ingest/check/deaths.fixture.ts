// Ingest killed while its spool holds what the log has not, and started again on the same folder and port: by SIGKILL at a
// random time, and by turns right after an fsync, before LINE has its answer.
import { setTimeout as wait } from 'node:timers/promises'
import type { Dice } from '../../test/check/dice.ts'
import type { Stage } from './stage.fixture.ts'

/** Long enough for the first events to be in the spool. */
const LIFE_MS = [1_500, 3_000] as const

export async function dieAndRise(stage: Stage, dice: Dice, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    if (i % 2 === 0) {
      await wait(dice.between(...LIFE_MS))
      await stage.ingest().kill('SIGKILL')
    } else await stage.ingest().exited
    const armed = i % 2 === 0 && i + 1 < times
    await stage.startIngest(armed ? `ingest.kept:${dice.between(1, 50)}` : undefined)
  }
}
