-- A reader's position, in the same database as what it writes. last_key: key of the last record delivered, tombstones
-- included: the fingerprint by which a recreated topic is noticed.
create table checkpoint (
  reader text not null,
  part int not null,
  next bigint not null default 0,
  last_key uuid,
  primary key (reader, part)
);
-- Which version of the projection everybody reads, and the reader that builds it.
create table active (
  projection text primary key,
  v int not null,
  at timestamptz not null default now()
);
