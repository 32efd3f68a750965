-- What agents gave us for LINE to fetch: `/m/<token>`. Written by the gateway.
-- at, used_at, gone_at: ms since 1970. used_at: a message, a schedule or a template carries the address; what has none is swept.
-- gone_at: erased, and the address answers 410 for good.
create table upload (
  token text collate "C" primary key,
  channel text collate "C" not null,
  agent text collate "C" not null,
  kind text not null,
  name text,                        -- how a file is saved at the customer's
  at bigint not null,
  parts jsonb not null default '{}',  -- by part: { type, bytes, sha256 }
  used_at bigint,
  gone_at bigint
);
create index on upload (at) where used_at is null and gone_at is null;
create index upload_gone on upload (gone_at) where gone_at is not null and parts <> '{}';
