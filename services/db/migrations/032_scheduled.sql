-- What is to be said later, until it is on its way or over. One writer: the sender. Times are the database's clock; `due_at` is the
-- agent's wish, or the log's time of "send now".
create table scheduled (
  id text collate "C" primary key,            -- the row's id, which its message.queued will bear
  conversation text collate "C" not null,
  part int not null,
  off bigint not null,                        -- of the latest schedule, edit or release: what stands before it is old news
  ask text collate "C" not null,              -- id of the latest message.scheduled: facts name it as their cause
  turn text collate "C" not null,             -- id of the latest schedule or release: ids of what follows are made of it
  author text collate "C" not null,
  body text,                                  -- what is said, as JSON text (it may hold U+0000); emptied once it is on its way or over
  due_at timestamptz not null,
  hold_if_writes boolean not null,
  wrote boolean not null default false,       -- the customer wrote after it, in the order of the log
  cancel_asked boolean not null default false,-- to be taken back although it is on its way
  state text not null default 'waiting' check (state in ('waiting', 'dispatched', 'held', 'missed', 'cancelled')),
  event text,                                 -- the whole event that says what became of it, until it is on the log
  decided_at timestamptz,
  said_at timestamptz
);
create index scheduled_due on scheduled (part, due_at) where state = 'waiting';
create index scheduled_hold on scheduled (conversation) where state = 'waiting' and hold_if_writes;
create index scheduled_unsaid on scheduled (part, decided_at) where event is not null and said_at is null;
