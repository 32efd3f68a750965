-- Who was told of what, and the devices that are pushed to. No words and no names stand here: they are read when they are told.
-- Times are ms since 1970.

-- What was looked at, told to anybody or not: never twice, whatever is rebuilt. Written by the notifier, kept for minutes.
create table told (
  id text collate "C" primary key,            -- of the message, or of the line of the bell
  at bigint not null
);
create index on told (at);

-- What an agent's open consoles are told; gateways read it when the bus rings, and once a second. Written by the notifier.
create table alert (
  id text collate "C" not null,
  agent text collate "C" not null,
  kind text not null,
  channel text collate "C" not null,
  conversation text collate "C" not null,
  item text collate "C" not null,
  at bigint not null,
  desktop boolean not null,
  sound boolean not null,
  told_at bigint not null,                    -- by this server's clock
  primary key (id, agent)
);
create index on alert (told_at);

-- Where a device is reached while no console is open. Written by the directory; the address is a secret: whoever has it may push.
create table push_subscription (
  id text collate "C" primary key,            -- keyed hash of the address
  agent text collate "C" not null references agent (id),
  session text not null references session (id) on delete cascade,
  sealed text not null,                       -- address and keys
  language text not null,
  at bigint not null,
  test_at bigint                              -- a test was asked for
);
create index on push_subscription (agent);
create index on push_subscription (test_at) where test_at is not null;

-- This house's key pair for push services (RFC 8292), made once: another one would orphan every subscription.
create table push_key (
  only_one boolean primary key default true check (only_one),
  public text not null,
  sealed text not null
);

-- What is still to be pushed: of one conversation to one device the latest, with how many. Written by the notifier.
create table push_due (
  subscription text collate "C" not null references push_subscription (id) on delete cascade,
  conversation text collate "C" not null,
  id text collate "C" not null,
  agent text collate "C" not null,
  kind text not null,
  channel text collate "C" not null,
  item text collate "C" not null,
  at bigint not null,
  n int not null default 1,
  tries int not null default 0,
  next_at bigint not null,
  primary key (subscription, conversation)
);
create index on push_due (next_at);
