// What is new and was not looked at yet: customers' words and lines of the bell, of the last minute. Noted as it is taken, so that of two
// processes one gets each, and a rebuild, which makes the same rows again, brings none back.
import { NOTICE_AGE_MS, type Occasions } from './decide.ts'
import type { Sql } from '../../db/pool.ts'

/** More than that of one conversation within a minute is one burst anyway. */
const OF_ONE = 20
const KEPT_MS = 10 * 60_000

const FRESH = `
with fresh as (
  select m.id, 'message' as kind, c.channel, c.id as conversation, m.id as item, m.at, 'contact' as by, null as "to", c.assignee, c.team
    from rm.conversation c
    cross join lateral (select id, at from rm.message m where m.conversation = c.id and m.countable
                         order by m.place desc limit ${OF_ONE}) m
   where c.channel = any($1) and c.last_at > $3 and c.row is not null and m.at > $3
  union all
  select n.id, n.row->>'kind', n.row->>'channel', n.conversation, n.row->>'item', n.at, n.row->>'by', n.agent, null, null
    from rm.notice n where n.agent = any($2) and n.at > $3 and n.row is not null),
noted as (
  insert into told (id, at) select id, at from fresh f where not exists (select from told t where t.id = f.id)
    on conflict do nothing returning id)
select fresh.* from fresh join noted using (id) order by fresh.at, fresh.id`

/** `channels`: those that are served. Oldest first. */
export async function takeOccasions(
  tx: Sql,
  { channels, agents, now }: { channels: string[]; agents: string[]; now: number },
): Promise<Occasions> {
  const values = [channels, agents, now - NOTICE_AGE_MS]
  return (await tx.query<Occasions[number]>({ name: 'occasions', text: FRESH, values })).rows
}

/** Longer than anything that is still new. */
export async function forgetOccasions(sql: Sql, now: number): Promise<void> {
  await sql.query('delete from told where at < $1', [now - KEPT_MS])
  await sql.query('delete from alert where told_at < $1', [now - KEPT_MS])
}
