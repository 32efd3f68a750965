-- How a channel's desk works (contracts/row/deskRules): only what differs from the defaults. Teams share work; like agents they are never
-- deleted, since their names must stay readable beside what was theirs.
alter table channel add column desk jsonb not null default '{}';

create table team (
  id text collate "C" primary key,
  rev bigint not null,
  name text not null,
  colour int not null check (colour between 0 and 11),
  active boolean not null default true
);
create index on team (rev);
create unique index on team (lower(name)) where active;

create table team_member (
  team text collate "C" not null references team (id),
  agent text collate "C" not null references agent (id),
  primary key (agent, team)
);
