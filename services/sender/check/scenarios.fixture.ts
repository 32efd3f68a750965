// What LINE and the world do to one conversation. Each waits for what it needs, so that a broken promise shows every time.
import { PUSH, REPLY } from '../../line/script.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { struck } from './watch.fixture.ts'

export type Scenario = {
  /** Before the sender starts; what it asks for there is part of the scenario. */
  before?(scene: Scene): Promise<string[]>
  /** While it runs. */
  play?(scene: Scene): Promise<string[]>
}

/** Slow steps of LINE's, in which something else happens; within the 4 s that a call may take here. */
const SLOW_ANSWER_MS = 2_000
const SLOW_REFUSAL_MS = 3_000
const ONCE = { count: 1, match: { path: PUSH } }

const say = async ({ stage, people }: Scene, text: string) => [await stage.say(`${text} ${people[0]}`, people[0])]

async function hear({ stage, platform, people }: Scene) {
  stage.channels.set({ replyWindow: 50 })
  await platform.hear(people[0]!)
}

export const plain: Scenario = { play: (scene) => say(scene, 'plain') }

export const answerLost: Scenario = {
  async play(scene) {
    await scene.platform.fault({ kind: 'accept_then_500', ...ONCE })
    return say(scene, 'answer lost')
  },
}

/** The second is asked for while the first is still being refused. */
export const slowRefusal: Scenario = {
  async play(scene) {
    await scene.platform.fault({ kind: 'status', status: 500, delayMs: SLOW_REFUSAL_MS, ...ONCE })
    const first = await say(scene, 'first')
    await struck(scene)
    return [...first, ...(await say(scene, 'second'))]
  },
}

export const slowAnswer: Scenario = {
  async play(scene) {
    await scene.platform.fault({ kind: 'accept_then_slow', delayMs: SLOW_ANSWER_MS, ...ONCE })
    return say(scene, 'slow answer')
  },
}

/** Accepted, and when it is asked again LINE refuses it. */
export const refusedAfterDoubt: Scenario = {
  async play(scene) {
    await scene.platform.fault({ kind: 'accept_then_hang', ...ONCE })
    const ids = await say(scene, 'refused after a doubt')
    await struck(scene)
    await scene.platform.fault({ kind: 'status', status: 400, ...ONCE })
    return ids
  },
}

export const replyLost: Scenario = {
  async play(scene) {
    await hear(scene)
    await scene.platform.fault({ kind: 'accept_then_500', count: 1, match: { path: REPLY } })
    return say(scene, 'reply lost')
  },
}

/** A sender has died between LINE's yes to a reply and writing it down. */
export const replyOfTheDead: Scenario = {
  async before(scene) {
    await hear(scene)
    const victim = await scene.children.start({ failpoint: 'sender.replied:1', replyWindow: 50 })
    const ids = await say(scene, 'reply of the dead')
    await victim.gone
    await scene.mourn()
    return ids
  },
}

/** Sent, and then the database is that of the moment before; the log knows, and is slow to tell. */
export const forgottenResult: Scenario = {
  async before(scene) {
    const [id] = await say(scene, 'forgotten')
    await scene.settle([id!])
    const { pool } = scene.stage.database
    await pool.query(
      `update outbound set state = 'queued', attempt = 0, tries = 0, first_try_at = null, due_at = now(), result = null,
              result_type = null, result_at = null, reported_at = null where id = $1`,
      [id],
    )
    await pool.query(
      "update checkpoint c set next = o.off + 1, last_key = r.key from outbound o join log.record r using (part, off) where o.id = $1 and c.part = o.part and c.reader = 'sender'",
      [id],
    )
    return [id!]
  },
}
