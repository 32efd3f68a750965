// Longer absences: half an hour in doubt, a position lost, a database of yesterday.
import { expect } from 'vitest'
import { transaction } from '../../db/transaction.ts'
import type { Dice } from '../../test/check/dice.ts'
import { PUSH } from '../../line/script.fixture.ts'
import { passLeases } from '../children.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { allSent, callsFor } from './watch.fixture.ts'

const PLACES = ['sender.claimed', 'sender.called', 'sender.written', 'sender.appended'] as const

/** What LINE may have is never sent by itself half an hour later, and never called a failure: a person decides. */
export async function downTooLong(scene: Scene, dice: Dice) {
  await scene.platform.fault({ kind: 'accept_then_500', count: 1, match: { path: PUSH } })
  const victim = await scene.children.start({ failpoint: `sender.called:${dice.between(1, 6)}` })
  const ids = await scene.ask(3)
  expect(await victim.gone).toBe('SIGKILL')
  await scene.mourn()
  const { rows } = await scene.stage.database.pool.query<{ id: string }>(
    `update outbound set asked_at = asked_at - interval '31 minutes', first_try_at = first_try_at - interval '31 minutes',
            doubt_since = doubt_since - interval '31 minutes'
      where id = any($1) and (state = 'sending' or (state = 'queued' and in_doubt)) returning id`,
    [ids],
  )
  const doubtful = rows.map(({ id }) => id)
  expect(doubtful.length).toBeGreaterThan(0)
  const before = await callsFor(scene, doubtful)
  const states = await scene.settle(ids)
  for (const id of ids) expect([id, states.get(id)]).toEqual([id, doubtful.includes(id) ? 'unknown' : 'sent'])
  expect(await callsFor(scene, doubtful)).toBe(before)
}

/** Everything is read again from the log's beginning, and nothing sent again. */
export async function checkpointLost(scene: Scene, dice: Dice) {
  const victim = await scene.children.start({ failpoint: `${dice.pick(PLACES)}:${dice.between(1, 9)}` })
  const ids = await scene.ask(3)
  expect(await victim.gone).toBe('SIGKILL')
  await scene.mourn()
  const back = "update checkpoint set next = 0, last_key = null where reader = 'sender'"
  const gone = "delete from checkpoint where reader = 'sender'"
  await scene.stage.database.pool.query(dice.pick([back, gone]))
  await allSent(scene, ids)
}

const TABLES = ['outbound', 'reply_token', 'sender_conversation', 'checkpoint']

/** The sender's tables are those of an earlier moment; the log has gone on, and knows most of what was sent since. */
export async function restored(scene: Scene, dice: Dice) {
  const { pool } = scene.stage.database
  const victim = await scene.children.start({ failpoint: `${dice.pick(PLACES)}:${dice.between(4, 9)}` })
  const early = await scene.ask(1)
  const moment = dice.between(0, early.length)
  await scene.stage.until(
    async () =>
      (await pool.query('select 1 from outbound where id = any($1) and reported_at is not null', [early])).rowCount!,
    (reported) => reported >= moment,
    'the moment of the backup',
  )
  await transaction(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read')
    for (const table of TABLES) await tx.query(`create table kept_${table} as table ${table}`)
  })
  const ids = [...early, ...(await scene.ask(2))]
  expect(await victim.gone).toBe('SIGKILL')
  await scene.mourn()
  scene.excuse(await untold(scene, ids))
  await transaction(pool, async (tx) => {
    for (const table of TABLES)
      await tx.query(`truncate ${table}; insert into ${table} table kept_${table}; drop table kept_${table}`)
  })
  await passLeases(scene.stage.database)
  await allSent(scene, ids)
}

/** Messages of whose end the log does not know: what was sent of them is asked again under its key. */
async function untold({ stage }: Scene, ids: string[]): Promise<string[]> {
  const told = new Set((await stage.events()).map(({ cause }) => cause))
  return ids.filter((id) => !told.has(id))
}
