// A schema per projection version, made by code and rebuildable, never migrated; everybody else reads the views of `rm`.
import type { Pool, Sql } from '../db/pool.ts'
import { patient } from '../db/timed.ts'
import { transaction } from '../db/transaction.ts'
import { readerName } from './version.ts'

const TABLES = ['conversation', 'message', 'contact', 'member', 'template', 'notice', 'event', 'copy']
const LOCK = 7_301_962

const ddl = (s: string) => `
create schema ${s};
create table ${s}.conversation (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  channel text not null, last_at bigint, last_countable bigint,
  assignee text collate "C", team text collate "C", status text not null, needs_since bigint, escalated boolean not null,
  snoozed_until bigint, last_user_at bigint, kind text not null, friend text not null,
  tag_keys text[] collate "C" not null default '{}');
create table ${s}.message (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  conversation text collate "C" not null, at bigint not null, event text collate "C" not null, place bigint not null,
  countable boolean not null, activity boolean not null, opens boolean not null, answers boolean not null, state text, template text, due bigint,
  line_ids jsonb);  -- LINE's of what we sent
create index on ${s}.message (conversation, place desc) where countable;
create index on ${s}.message (conversation, at desc, event desc) where activity;
create index on ${s}.message (conversation, place) where opens;
create index on ${s}.message (conversation, place desc) where answers;
create index on ${s}.message (conversation) where state in ('failed', 'unknown');
create table ${s}.contact (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb, channel text not null, user_id text not null);
create table ${s}.member (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  conversation text collate "C" not null, user_id text not null);
create table ${s}.template (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb, channel text not null);
create table ${s}.notice (
  id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  conversation text collate "C" not null, agent text collate "C" not null, at bigint not null);
create table ${s}.event (
  id text collate "C" primary key, part int not null, off bigint not null, key uuid not null, type text not null,
  conversation text collate "C" not null, contact text collate "C", message text collate "C", at bigint not null,
  raw text, redacted boolean not null default false,
  facts text,                            -- of a redacted one, until a skeleton tells them
  told boolean not null default false);  -- a skeleton lists it: its record may be erased
create index on ${s}.event (message);
create table ${s}.copy (event text collate "C" not null, part int not null, key uuid not null, primary key (part, key));
`

/**
 * What readers need and the projector does not. A rebuild goes without until it is there: 1 M events then take half the time,
 * since a row that changes has no index entry to move.
 */
const READING: Record<string, string> = {
  conversation_rev: 'conversation (channel, part, rev)',
  conversation_last: 'conversation (channel, last_at desc nulls last, id)',
  // Views of the list (LP-9), each with the order it is read in.
  conversation_assignee: 'conversation (channel, assignee, last_at desc nulls last, id)',
  conversation_status: 'conversation (channel, status, last_at desc nulls last, id)',
  conversation_team: 'conversation (channel, team, last_at desc nulls last, id) where team is not null',
  conversation_waiting: 'conversation (channel, needs_since, id) where needs_since is not null',
  conversation_escalated: 'conversation (channel, last_at desc nulls last, id) where escalated',
  // Most have none, and an inverted index would hold each of those again at every change.
  conversation_tags: "conversation using gin (tag_keys) where tag_keys <> '{}'",
  // What the rules of the desk look for.
  conversation_snoozed: 'conversation (snoozed_until) where snoozed_until is not null',
  conversation_reopen: `conversation (id) where status = 'open' and row->'desk'->'said'->>'status' = 'resolved'`,
  notice_at: 'notice (agent, at desc, id)',
  notice_rev: 'notice (agent, part, rev)',
  message_at: 'message (conversation, at desc, event desc)',
  message_rev: 'message (conversation, rev)',
  contact_rev: 'contact (part, rev)',
  member_rev: 'member (conversation, rev)',
  message_template: 'message (template, at) include (conversation) where template is not null',
  message_due_at: "message (split_part(conversation, ':', 1), due) where due is not null",
  // A quote of ours names LINE's id of it.
  message_line_ids: 'message using gin (line_ids) with (gin_pending_list_limit = 256) where line_ids is not null',
  message_waiting: "message (split_part(conversation, ':', 1)) where state in ('scheduled', 'held', 'missed')",
  template_rev: 'template (channel, part, rev)',
  event_contact: 'event (contact, at)',
  event_told: 'event (part, key) where told',
  event_untold: 'event (message) where redacted and not told',
}
const readingIndexes = (s: string) =>
  Object.entries(READING)
    .map(([name, on]) => `create index if not exists ${name} on ${s}.${on};`)
    .join('\n')

const views = (s: string) =>
  TABLES.map(
    (table) => `drop view if exists rm.${table}; create view rm.${table} as select * from ${s}.${table};`,
  ).join('\n')

/**
 * Makes the version's tables, and the views when nothing is active yet; beside an active version it is made for building, and
 * `finishSchema` makes it fit for readers. Many projectors may start together.
 */
export async function openSchema(pool: Pool, v: number): Promise<void> {
  await transaction(pool, async (tx) => {
    await lockSchemas(tx)
    const { rows } = await tx.query<{ there: boolean }>('select to_regnamespace($1) is not null as there', [
      readerName(v),
    ])
    if (!rows[0]!.there) await tx.query(ddl(readerName(v)))
    if ((await activeVersion(tx)) !== null) return
    await tx.query(readingIndexes(readerName(v)))
    await point(tx, v)
  })
}

/** Writing to the version waits meanwhile, a second or two a million rows; whoever comes second finds it done. */
export async function finishSchema(pool: Pool, v: number): Promise<void> {
  await transaction(pool, async (tx) => {
    await lockSchemas(tx)
    await tx.query(patient(readingIndexes(readerName(v))))
  })
}

/** One at a time makes, swaps or drops a version. */
export const lockSchemas = (tx: Sql) => tx.query(patient('select pg_advisory_xact_lock($1)', [LOCK]))

/** The version everybody reads; null before the first projector. */
export async function activeVersion(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ v: number }>(`select v from active where projection = 'inbox'`)
  return rows[0]?.v ?? null
}

/** Views, not search_path: pooled connections would keep the old one. In the caller's transaction. */
export async function point(tx: Sql, v: number): Promise<void> {
  await tx.query(`create schema if not exists rm;\n${views(readerName(v))}`)
  await tx.query(
    `insert into active (projection, v) values ('inbox', $1) on conflict (projection) do update set v = excluded.v, at = now()`,
    [v],
  )
}

/** A version that nobody reads any more, its reader's checkpoints included. */
export async function dropVersion(tx: Sql, v: number): Promise<void> {
  await tx.query(`drop schema if exists ${readerName(v)} cascade`)
  await tx.query('delete from checkpoint where reader = $1', [readerName(v)])
  await tx.query('delete from dead_letter where reader = $1', [readerName(v)])
}

/** Versions below `v` that have not been read for `afterMs`; none while another one than `v` is active. */
export async function oldVersions(tx: Sql, v: number, afterMs: number): Promise<number[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select nspname as name from pg_namespace, active
      where projection = 'inbox' and active.v = $1 and active.at <= now() - $2 * interval '1 ms' and nspname ~ '^inbox_v[0-9]+$'`,
    [v, afterMs],
  )
  return rows.map(({ name }) => Number(name.slice('inbox_v'.length))).filter((one) => one < v)
}
