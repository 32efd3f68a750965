// LINE's faults of every kind at random, and two senders of which now one, now both are killed, under a load.
import type { Dice } from '../../test/check/dice.ts'
import type { Scene } from './scene.fixture.ts'

const FAULTS = [
  { kind: 'status', status: 400, probability: 0.03 },
  { kind: 'status', status: 401, probability: 0.03 },
  { kind: 'status', status: 403, probability: 0.02 },
  { kind: 'status', status: 413, probability: 0.02 },
  { kind: 'status', status: 429, text: 'rate', probability: 0.02 },
  { kind: 'status', status: 429, text: 'quota', probability: 0.02 },
  { kind: 'status', status: 429, text: 'flood', probability: 0.03 },
  { kind: 'status', status: 500, probability: 0.05 },
  { kind: 'drop', probability: 0.05 },
  { kind: 'hang', probability: 0.02 },
  { kind: 'accept_then_500', probability: 0.08 },
  { kind: 'accept_then_drop', probability: 0.08 },
  { kind: 'accept_then_hang', probability: 0.03 },
  { kind: 'accept_then_slow', delayMs: 300, probability: 0.08 },
  { kind: 'accept_then_half_body', probability: 0.06 },
] as const

const CHILD = { replyWindow: 30, callMs: 4_000 }
const REFUSED_MS = 300

export type Storm = { rounds: number; each: number }

/** How each of its messages ended. */
export async function storm(scene: Scene, dice: Dice, { rounds, each }: Storm): Promise<Map<string, string>> {
  const asked: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    await scene.next()
    for (const fault of dice.shuffle(FAULTS)) await scene.platform.fault({ ...fault, match: EVERYTHING })
    const both = await Promise.all([scene.children.start(CHILD), scene.children.start(CHILD)])
    if (dice.chance(0.7)) for (const person of scene.people) await scene.platform.hear(person)
    asked.push(...(await scene.ask(each)))
    if (dice.chance(0.5)) await refuse(scene)
    for (const victim of both) {
      await someCalls(scene, asked, dice.between(1, 3 * each))
      await victim.end('SIGKILL')
    }
    await scene.mourn()
  }
  await scene.next()
  return scene.settle(asked)
}

const EVERYTHING = { method: 'POST', path: '/v2/bot/message/*' }

/** Until so many more were begun, or nothing is left to begin. */
async function someCalls({ stage }: Scene, asked: string[], more: number) {
  const { pool } = stage.database
  const look = async () => (await pool.query<{ begun: number; left: number }>(PROGRESS, [asked])).rows[0]!
  const { begun } = await look()
  await stage.until(look, (now) => now.begun >= begun + more || now.left === 0, 'some calls')
}

/** What waits behind another, or was taken by a dead one, does not begin. */
const PROGRESS = `
select coalesce(sum(attempt), 0)::int as begun,
       (cardinality($1::text[]) - count(*) + count(*) filter (where state = 'queued' and not exists (
         select 1 from outbound e where e.conversation = o.conversation and e.off < o.off and e.state in ('queued', 'sending'))))::int as left
  from outbound o where id = any($1::text[])`

async function refuse({ platform, stage }: Scene) {
  await platform.fault({ kind: 'refuse_for', delayMs: REFUSED_MS })
  const answers = () =>
    fetch(`${platform.url}/_sim/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  await stage.until(answers, (ok) => ok, 'LINE’s return')
}
