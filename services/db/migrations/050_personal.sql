-- What is one agent's alone: off the log, not replayed, changed far more often than anything is said. Written by the gateway.
-- at: ms since 1970 by this server's clock; connection: the socket that wrote it, which need not be told.
create table reading (
  agent text collate "C" not null,
  conversation text collate "C" not null,
  read_to bigint not null,          -- a place, which no rebuild changes
  at bigint not null,
  connection text not null,
  primary key (agent, conversation)
);
create index on reading (agent, at);

create table draft (
  agent text collate "C" not null,
  conversation text collate "C" not null,
  text text not null,               -- empty = cleared, kept so that other tabs learn of it
  notification_disabled boolean not null,
  at bigint not null,
  connection text not null,
  primary key (agent, conversation)
);
create index on draft (agent, at);

create table preferences (
  agent text collate "C" primary key,
  row jsonb not null,
  at bigint not null,
  connection text not null
);

-- Where the projector stood when an agent was given a channel: nothing from before counts as unread.
create table access (
  agent text collate "C" not null,
  channel text collate "C" not null,
  since jsonb not null,             -- next offset by partition
  primary key (agent, channel)
);
