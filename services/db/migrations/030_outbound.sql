-- What we have to say and how far it got. One writer: the sender. Times are the database's clock, so that processes on different
-- hosts agree about leases; asked_at is the log's.
create table outbound (
  id text collate "C" primary key,            -- the browser's UUID: event id of message.queued, row id, LINE's retry key
  conversation text collate "C" not null,
  part int not null,
  off bigint not null,                        -- of message.queued, or of the latest message.retried: the order within a conversation
  ask text collate "C" not null,              -- id of that event: results name it as their cause
  asked_at timestamptz not null,
  body text,                                  -- {messages, notificationDisabled}, as JSON text (it may hold U+0000); emptied a day after the end
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  attempt int not null default 0,             -- counts claims: a result of an older claim finds another number and is dropped
  tries int not null default 0,               -- claims since it was asked for, for the backoff
  due_at timestamptz not null default now(),
  lease_until timestamptz,
  first_try_at timestamptz,                   -- LINE keeps the retry key for 24 h from then
  via text check (via in ('push', 'reply')),
  in_doubt boolean not null default false,    -- some attempt may have been accepted; stays, since a later refusal proves nothing
  doubt_since timestamptz,
  delayed_at timestamptz,
  cancel_asked boolean not null default false,
  result_type text,
  result text,                                -- data of the result's event
  result_at timestamptz,
  reported_at timestamptz                     -- the result is on the log
);
create index outbound_open on outbound (conversation, off) where state in ('queued', 'sending');
create index outbound_due on outbound (part, due_at) where state in ('queued', 'sending');
create index outbound_unreported on outbound (part, result_at) where result_at is not null and reported_at is null;
create index outbound_body on outbound (result_at) where body is not null and result_at is not null;

-- Free answers: a token works once, for about a minute.
create table reply_token (
  token text collate "C" primary key,
  conversation text collate "C" not null,
  off bigint not null,
  received_at timestamptz not null,           -- the log's clock
  used_by text collate "C"
);
create index on reply_token (conversation, off desc) where used_by is null;
create index on reply_token (received_at);

-- What reachability (RP-5) is computed from at the time of sending. Times are LINE's, ms since 1970.
create table sender_conversation (
  conversation text collate "C" primary key,
  kind text not null,
  line_id text,
  mode text collate "C" not null,
  mode_at bigint not null,
  last_user_message_at bigint,
  last_follow_at bigint,
  last_unfollow_at bigint,
  last_join_at bigint,
  last_leave_at bigint
);
