// A schema per version, made by code and rebuilt from the log, never migrated; the gateway reads the views of `rm`.
import type { Pool, Sql } from '../db/pool.ts'
import { patient } from '../db/timed.ts'
import { transaction } from '../db/transaction.ts'
import { readerName } from './version.ts'

/** The projector's: both make the schema `rm` if it is not there. */
const LOCK = 7_301_962

/**
 * A frequent word is found along the order of time, a rare one by its pieces. The pending list of an index is short: every search reads
 * all of it. Planners know the share of thousands of pieces. What is wide stands last; a row leaves room for what becomes of a send.
 */
const ddl = (s: string) => `
create schema ${s};
create table ${s}.message (
  conversation text collate "C" not null, id text collate "C" not null, part int not null, rev bigint not null,
  channel text collate "C" not null, at bigint not null, direction text not null, kinds text[] not null, gone boolean not null,
  held jsonb not null, folded text collate "C" not null, grams text[] collate "C" not null,
  primary key (conversation, id)) with (fillfactor = 90);
alter table ${s}.message alter column grams set statistics 1000;
create index message_grams on ${s}.message using gin (grams) with (gin_pending_list_limit = 256);
create index message_at on ${s}.message (channel, at desc, id desc) where not gone;
create table ${s}.name (
  id text collate "C" primary key, part int not null, rev bigint not null, channel text collate "C" not null,
  held jsonb not null, folded text collate "C" not null, grams text[] collate "C" not null);
create index name_grams on ${s}.name using gin (grams) with (gin_pending_list_limit = 256);
create table ${s}.heard (event text collate "C" primary key);
`

const views = (s: string) => `
create schema if not exists rm;
drop view if exists rm.search_message; create view rm.search_message as
  select conversation, id, part, rev, channel, at, direction, kinds, gone, folded, grams from ${s}.message;
drop view if exists rm.search_name; create view rm.search_name as
  select id, part, rev, channel, folded, grams from ${s}.name;`

/** Many may start together. With nothing to read yet the views lead here at once; beside an older version it is built unread. */
export async function openSchema(pool: Pool, v: number): Promise<void> {
  await transaction(pool, async (tx) => {
    await lockSchemas(tx)
    const there = await tx.query<{ there: boolean }>('select to_regnamespace($1) is not null as there', [readerName(v)])
    if (!there.rows[0]!.there) await tx.query(ddl(readerName(v)))
    if ((await activeVersion(tx)) === null) await point(tx, v)
  })
}

export const lockSchemas = (tx: Sql) => tx.query(patient('select pg_advisory_xact_lock($1)', [LOCK]))

/** The version that is read; null before the first. */
export async function activeVersion(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ v: number }>(`select v from active where projection = 'search'`)
  return rows[0]?.v ?? null
}

/** In the caller's transaction. */
export async function point(tx: Sql, v: number): Promise<void> {
  await tx.query(views(readerName(v)))
  await tx.query(
    `insert into active (projection, v) values ('search', $1) on conflict (projection) do update set v = excluded.v, at = now()`,
    [v],
  )
}

/** As if nothing had ever been read. In the caller's transaction, with the role stopped. */
export async function forgetAll(tx: Sql): Promise<void> {
  await tx.query('drop view if exists rm.search_message, rm.search_name')
  await dropBelow(tx, Infinity)
  await tx.query(`delete from active where projection = 'search'`)
}

/** Every version below `v`, its reader's positions included: rows nobody reads would keep what is taken back from now on. */
export async function dropBelow(tx: Sql, v: number): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname ~ '^search_v[0-9]+$'`,
  )
  for (const { name } of rows.filter((row) => Number(row.name.slice('search_v'.length)) < v)) {
    await tx.query(`drop schema ${name} cascade`)
    await tx.query('delete from checkpoint where reader = $1', [name])
    await tx.query('delete from dead_letter where reader = $1', [name])
  }
}
