// What the check must see when it is there: each broken promise is planted in a house that kept them all, and taken back.
import type { Pool } from '../../db/pool.ts'
import type { Blows } from './blows.fixture.ts'
import { unfinished, violationsIn } from './books.fixture.ts'
import type { Browser, Ears } from './browser.fixture.ts'
import { settle } from './calm.fixture.ts'
import { staleIn } from './fresh.fixture.ts'
import type { House } from './stage.fixture.ts'
import { LIVE, unlikeRebuilt } from './rebuilt.fixture.ts'
import { until } from './until.fixture.ts'

/** It misses every third change and beat, and catching up tells it nothing: no gap repair. */
export function hardOfHearing(): Ears {
  let heard = 0
  return {
    hears: () => (heard += 1) % 3 !== 0,
    follow: (ask) => async (body) => {
      const ack = await ask(body)
      return ack.ok && !ack.reset ? { ...ack, changes: [] } : ack
    },
  }
}

type Deps = { house: House; deaf: Browser; blows: Blows }
type Planted = { plant: string; undo: string; seen: () => Promise<string[]> }

/** Names of what was not noticed. */
export async function unnoticed({ house, deaf, blows }: Deps): Promise<string[]> {
  const missed: string[] = []
  if ((await staleIn(deaf)).length === 0) missed.push('a browser without gap repair')
  for (const [name, planted] of Object.entries(plants(house)))
    if (!(await isSeen(house.pool, planted))) missed.push(name)
  if (!(await stillnessSeen(house))) missed.push('projectors that stand still')
  const { children } = house.world
  await children.get('fetcher')!.kill('SIGKILL')
  if (!blows.surprises().some((one) => one.startsWith('fetcher'))) missed.push('a process that ends by itself')
  return missed
}

async function isSeen(pool: Pool, { plant, undo, seen }: Planted): Promise<boolean> {
  const { rowCount } = await pool.query(plant)
  if (rowCount !== 1) throw new Error(`nothing was planted: ${plant}`)
  const found = (await seen()).length > 0
  await pool.query(undo)
  return found
}

function plants({ pool, world }: House): Record<string, Planted> {
  const rule = (name: string) => async () => {
    const violations = await violationsIn({ simulator: world.simulator, pool, excuses: [] })
    return violations.filter((one) => one.rule === name).map(({ ids }) => ids.join())
  }
  const one = (table: string, where: string) => `(select id from ${table} where ${where} order by id limit 1)`
  const line = one(`${LIVE}.event`, `type = 'line.message'`)
  const sent = one('outbound', `state = 'sent'`)
  return {
    'a row that the log does not give': {
      plant: `update ${LIVE}.message set at = at + 1 where id = ${one(`${LIVE}.message`, 'true')}`,
      undo: `update ${LIVE}.message set at = at - 1 where id = ${one(`${LIVE}.message`, 'true')}`,
      seen: () => unlikeRebuilt(pool),
    },
    'an acknowledged event that is no row': {
      plant: `update ${LIVE}.event set type = 'x' where id = ${line}`,
      undo: `update ${LIVE}.event set type = 'line.message' where type = 'x'`,
      seen: rule('inbound_lost'),
    },
    'a message that was accepted and is called failed': {
      plant: `update outbound set state = 'failed' where id = ${sent}`,
      undo: `update outbound set state = 'sent' where state = 'failed' and result_type = 'message.sent'`,
      seen: rule('failed_but_accepted'),
    },
    'a message that stays queued': {
      plant: `update ${LIVE}.message set state = 'queued' where id = ${one(`${LIVE}.message`, `state = 'sent'`)}`,
      undo: `update ${LIVE}.message set state = 'sent' where state = 'queued'`,
      seen: () => unfinished(pool, []),
    },
    'an acknowledged message that is no row': {
      plant: 'select 1',
      undo: 'select 1',
      seen: () => unfinished(pool, ['0198c0de-0000-7000-8000-000000000000']),
    },
  }
}

const sum = (ends: Map<number, number>) => [...ends.values()].reduce((a, b) => a + b, 0)

/** Both stand still while people write: the log's end does not come. */
async function stillnessSeen(house: House): Promise<boolean> {
  const { children, simulator } = house.world
  const projectors = ['projector-1', 'projector-2'].map((name) => children.get(name)!.pid)
  for (const pid of projectors) process.kill(pid, 'SIGSTOP')
  try {
    const crowd = { users: 5, eventsPerSecond: 20, seconds: 2 }
    const before = sum(await house.lag.ends())
    await fetch(`${simulator}/_sim/crowd`, { method: 'POST', body: JSON.stringify(crowd) })
    await until(async () => sum(await house.lag.ends()) > before, 'something said', 20_000)
    return await settle(house, 4_000).then(
      () => false,
      (error: Error) => error.message.startsWith('the log’s end'),
    )
  } finally {
    for (const pid of projectors) process.kill(pid, 'SIGCONT')
  }
}
