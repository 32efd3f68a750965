-- How far the customer has been told "read" at LINE, by conversation: never twice, never again after a rebuild.
create table read_mark (
  conversation text collate "C" primary key,
  place bigint not null
);
