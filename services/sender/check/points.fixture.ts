// The rows of log.md §7's crash table, each as a play: somebody dies at that very place, somebody else goes on, and what became of
// every message is what the table says.
import { expect } from 'vitest'
import type { Failpoint } from '../../runtime/failpoint.ts'
import type { Dice } from '../../test/check/dice.ts'
import { PUSH } from '../../line/script.fixture.ts'
import { deathOfGateway } from './browser.fixture.ts'
import { checkpointLost, downTooLong, restored } from './disasters.fixture.ts'
import { replyAccepted, replyInFlight } from './replies.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { deathOfSchedule, racing } from './schedules.fixture.ts'
import { allSent, struck } from './watch.fixture.ts'

export type Play = (scene: Scene, dice: Dice) => Promise<void>

export const POINTS: Record<string, Play> = {
  'before the log has acknowledged': deathOfGateway('gateway.decided'),
  'on the log, and the agent not told': deathOfGateway('gateway.appended'),
  'claimed, before LINE was called': deathOfSender('sender.claimed'),
  'accepted by LINE, the answer lost': answerLost,
  'accepted by LINE, killed while the answer hangs': killedWaiting,
  'accepted by LINE, before it was written': deathOfSender('sender.called'),
  'written, before it was said': deathOfSender('sender.written'),
  'said, before that was noted': deathOfSender('sender.appended'),
  'a reply accepted, before it was written': replyAccepted,
  'a reply in flight': replyInFlight,
  'down for more than 30 minutes, in doubt': downTooLong,
  'the checkpoint set to 0': checkpointLost,
  'the database restored from a backup': restored,
  'a schedule due, before it was asked for': deathOfSchedule('sender.dispatched'),
  'a schedule asked for, before that was noted': deathOfSchedule('sender.begun'),
  'a schedule edited, cancelled and sent now as it begins': racing,
}

const EACH = 3

function deathOfSender(failpoint: Failpoint): Play {
  return async (scene, dice) => {
    const victim = await scene.children.start({ failpoint: `${failpoint}:${dice.between(1, 3 * EACH)}` })
    const ids = await scene.ask(EACH)
    expect(await victim.gone).toBe('SIGKILL')
    await scene.mourn()
    await allSent(scene, ids)
  }
}

async function answerLost(scene: Scene, dice: Dice) {
  const kind = dice.pick(['accept_then_drop', 'accept_then_500', 'accept_then_half_body'])
  await scene.platform.fault({ kind, count: dice.between(1, 3), match: { path: PUSH } })
  await allSent(scene, await scene.ask(EACH))
}

async function killedWaiting(scene: Scene, dice: Dice) {
  await scene.platform.fault({ kind: 'accept_then_hang', count: dice.between(1, 3), match: { path: PUSH } })
  const victim = await scene.children.start()
  const ids = await scene.ask(EACH)
  await struck(scene)
  await victim.end('SIGKILL')
  await scene.mourn()
  await allSent(scene, ids)
}
