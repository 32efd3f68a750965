-- Sets of filters under a name: one agent's own, or everybody's of a channel. Beside drafts and readings: off the log, told to tabs.
create table saved_view (
  id text collate "C" primary key,            -- made in the browser
  agent text collate "C" not null,            -- who made it
  channel text collate "C",                   -- null: in every channel, never shared
  shared boolean not null,
  was_shared boolean not null,                -- before the latest change: those who had it hear that it is gone
  row jsonb,                                  -- null: deleted, kept so that other tabs learn of it
  at bigint not null,
  connection text not null,
  check (channel is not null or not shared)
);
create index on saved_view (agent);
create index on saved_view (channel) where shared;
create index on saved_view (at);

-- What of the bell's lines an agent has seen: all up to this time, which only goes forwards.
create table notices_seen (
  agent text collate "C" primary key,
  seen bigint not null,
  at bigint not null,
  connection text not null
);
