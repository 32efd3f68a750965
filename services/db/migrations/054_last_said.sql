-- What was said last in a conversation through any gateway, for as long as no row shows it: of two agents at two gateways who send in the
-- same instant one is told of the other (CM-26). Ids only; one row a conversation.
create table last_said (
  conversation text collate "C" primary key,
  event text collate "C" not null,
  agent text collate "C" not null,
  at bigint not null,                         -- its place in the timeline, ms
  since timestamptz not null default now()
);
