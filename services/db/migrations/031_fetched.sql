-- Whom the fetcher has asked LINE about, so that a replayed or doubled event asks nothing again. One writer: the fetcher.
create table fetched (
  subject text collate "C" primary key,       -- a conversation's key, or a group member's id
  cause text collate "C" not null,            -- the event that asked last
  off bigint not null,                        -- its place, in the subject's one partition
  answered text collate "C"                   -- the cause whose answer is on the log
);
