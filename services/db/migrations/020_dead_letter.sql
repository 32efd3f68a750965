-- Events that could not be projected, with a copy of their content: the projector that writes them also empties them when
-- the event is redacted. Redriven by an operator only.
create table dead_letter (
  reader text not null,
  part int not null,
  off bigint not null,
  key uuid not null,
  event_id text not null,
  type text not null,
  conversation text not null,
  error text not null,
  envelope text,
  tries int not null default 1,
  at timestamptz not null default now(),
  primary key (reader, part, off)
);
create index on dead_letter (reader, event_id);
