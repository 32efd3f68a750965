-- Which change set a field of a channel last, by whom and when ({field: {rev, by, at}}, a rule of the desk as "desk.<name>"): whoever
-- changes it upon an older one is asked first.
alter table channel add column field_revs jsonb not null default '{}';
