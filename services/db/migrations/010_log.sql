-- The event log when no Kafka is set: same partitions, keys and offsets. The head row's lock makes offsets gapless and
-- commit-ordered; a sequence would hand out numbers before commit, and a reader would pass one that appears later.
create schema log;
create table log.head (
  part int primary key,
  next bigint not null default 0
);
insert into log.head (part) select generate_series(0, 11);
-- headers and value are text: jsonb refuses U+0000 and lone surrogates, and a person can send both. Both null = erased.
create table log.record (
  part int,
  off bigint,
  key uuid not null,
  headers text,
  value text,
  at timestamptz not null default clock_timestamp(),
  primary key (part, off)
);
create unique index on log.record (part, key);
