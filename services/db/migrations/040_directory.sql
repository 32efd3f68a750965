-- Who and where: channels with sealed credentials, agents, rights, sessions, audit. Never on the log. Times are ms since 1970.
-- Each row carries the rev of the change that touched it last; the counter is the row checkpoint ('directory', -1).

-- Proves that SECRET_KEY is the one this database was written with.
create table secret_probe (
  only_one boolean primary key default true check (only_one),
  sealed text not null
);

create table channel (
  id text collate "C" primary key check (id !~ ':'),
  rev bigint not null,
  name text not null,
  picture_url text,
  basic_id text,
  line_channel_id text not null unique,
  bot_user_id text not null unique,
  secrets jsonb not null,           -- [{sealed, at, by}], newest first
  token jsonb,                      -- {sealed, at, by}; null = stateless tokens are issued
  reply_window int not null default 30,
  position int not null,
  state text not null default 'active' check (state in ('active', 'archived')),
  paused text check (paused in ('token')),
  created_at bigint not null
);
create index on channel (rev);

create table agent (
  id text collate "C" primary key,
  rev bigint not null,
  email text not null unique check (email = lower(email)),
  name text not null,
  password text,                    -- argon2id; null = invited, cannot sign in yet
  active boolean not null default true,
  created_at bigint not null
);
create index on agent (rev);

-- channel '*' = every channel, those to come included; hence no foreign key.
create table rights (
  agent text collate "C" not null references agent (id),
  channel text collate "C" not null,
  role text not null check (role in ('viewer', 'agent', 'supervisor', 'admin', 'ops')),
  primary key (agent, channel, role)
);

-- Only the hash of a token is kept: whoever reads this table cannot sign in.
create table session (
  id text primary key,
  hash bytea not null unique,
  agent text collate "C" not null references agent (id),
  created_at bigint not null,
  seen_at bigint not null,
  address text
);
create index on session (agent);
create index on session (created_at);

create table password_link (
  hash bytea primary key,
  agent text collate "C" not null references agent (id),
  expires_at bigint not null
);
create index on password_link (agent);

-- Wrong passwords by e-mail (a keyed hash, since a password typed in its place must not be kept) and by address.
create table guess (
  subject text primary key,
  failures int not null,
  last_at bigint not null,
  until bigint not null
);
create index on guess (last_at);

create table audit (
  id bigint generated always as identity primary key,
  at bigint not null,
  by text not null,                 -- agent id, or 'system' for the command line and the services
  address text,
  what text not null,
  subject text,
  detail jsonb
);
create index on audit (at);
create index on audit (subject, at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit is append-only';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();
