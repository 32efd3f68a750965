// Deaths during a reply: nobody can know, so nothing more is sent, and it is said that nobody knows.
import { expect } from 'vitest'
import type { Dice } from '../../test/check/dice.ts'
import { REPLY } from '../../line/script.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { struck } from './watch.fixture.ts'

const EACH = 2
const WINDOW_S = 50

export async function replyAccepted(scene: Scene, dice: Dice) {
  await everybodyWrote(scene)
  const failpoint = `sender.replied:${dice.between(1, scene.people.length)}`
  const victim = await scene.children.start({ failpoint, replyWindow: WINDOW_S })
  const ids = await scene.ask(EACH)
  expect(await victim.gone).toBe('SIGKILL')
  await nobodyKnows(scene, ids)
}

export async function replyInFlight(scene: Scene, dice: Dice) {
  await everybodyWrote(scene)
  await scene.platform.fault({ kind: dice.pick(['hang', 'accept_then_hang']), count: 1, match: { path: REPLY } })
  const victim = await scene.children.start({ replyWindow: WINDOW_S })
  const ids = await scene.ask(EACH)
  await struck(scene)
  await victim.end('SIGKILL')
  await nobodyKnows(scene, ids)
}

/** Each has a token to be answered for free. */
async function everybodyWrote({ people, platform }: Scene) {
  for (const person of people) await platform.hear(person)
}

async function nobodyKnows(scene: Scene, ids: string[]) {
  const lost = await scene.mourn()
  const replied = await viaReply(scene, lost)
  expect(replied.length).toBeGreaterThan(0)
  const states = await scene.settle(ids)
  for (const id of ids) expect([id, states.get(id)]).toEqual([id, replied.includes(id) ? 'unknown' : 'sent'])
}

async function viaReply({ stage }: Scene, ids: string[]): Promise<string[]> {
  const { rows } = await stage.database.pool.query<{ id: string }>(
    "select id from outbound where id = any($1) and via = 'reply'",
    [ids],
  )
  return rows.map(({ id }) => id)
}
