// The read model's views as the gateway reads them, and rows written straight into them.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Pool } from '../../db/pool.ts'

const TABLES = `
create schema inbox_v1;
create schema rm;
create table inbox_v1.conversation (id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  channel text not null, last_at bigint, last_countable bigint);
create table inbox_v1.message (id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  conversation text collate "C" not null, at bigint not null, event text collate "C" not null, place bigint not null,
  countable boolean not null, activity boolean not null, state text);
create table inbox_v1.contact (id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  channel text not null, user_id text not null);
create table inbox_v1.member (id text collate "C" primary key, part int not null, rev bigint not null, row jsonb,
  conversation text collate "C" not null, user_id text not null);
create table inbox_v1.event (id text collate "C" primary key, part int not null, off bigint not null, key text not null,
  type text not null, conversation text, contact text, message text, at bigint not null, raw text, redacted boolean not null default false);
create index on inbox_v1.conversation (channel, last_at desc nulls last, id);
create index on inbox_v1.message (conversation, at desc, event desc);
create index on inbox_v1.member (conversation);
create view rm.conversation as select * from inbox_v1.conversation;
create view rm.message as select * from inbox_v1.message;
create view rm.contact as select * from inbox_v1.contact;
create view rm.member as select * from inbox_v1.member;
create view rm.event as select * from inbox_v1.event;
insert into active (projection, v) values ('inbox', 1);
`

export const makeReadModel = (pool: Pool) => pool.query(TABLES)

export async function putCheckpoint(pool: Pool, part: number, next: number) {
  await pool.query(
    `insert into checkpoint (reader, part, next) values ('inbox_v1', $1, $2)
     on conflict (reader, part) do update set next = excluded.next`,
    [part, next],
  )
}

export async function putConversation(pool: Pool, id: string, row: Partial<ConversationRow> | null, rev = 0) {
  await pool.query(
    `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set rev = excluded.rev, row = excluded.row, last_at = excluded.last_at`,
    [id, partitionOf(id), rev, row && JSON.stringify(row), id.split(':')[0], row?.lastAt ?? null],
  )
}

/** Many at once. */
export async function putConversations(pool: Pool, channel: string, all: { id: string; lastAt: number | null }[]) {
  await pool.query(
    `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at)
     select id, 0, 0, jsonb_build_object('lastAt', at), $1, at from unnest($2::text[], $3::bigint[]) v(id, at)`,
    [channel, all.map(({ id }) => id), all.map(({ lastAt }) => lastAt)],
  )
}

export async function putMessage(
  pool: Pool,
  id: string,
  row: Pick<MessageRow, 'conversation' | 'at' | 'event'> | null,
  conversation: string,
) {
  await pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity)
     values ($1, $2, 0, $3, $4, $5, $6, 0, true, true)`,
    [id, partitionOf(conversation), row && JSON.stringify(row), conversation, row?.at ?? 0, row?.event ?? id],
  )
}

export async function putEvent(pool: Pool, id: string, key: string, raw: string | null, redacted = false) {
  await pool.query(
    `insert into inbox_v1.event (id, part, off, key, type, at, raw, redacted) values ($1, $2, 0, $3, 'line.message', 1, $4, $5)`,
    [id, partitionOf(key), key, raw, redacted],
  )
}
