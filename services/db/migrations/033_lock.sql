-- Whose a conversation is, for channels in which only its assignee and supervisors may reply: the sender's last word (CO-5). Read in the
-- order of the log, so that of an assignment and a send at the same time the log decides.
create table sender_assignee (
  conversation text collate "C" primary key,
  assignee text collate "C",                  -- null: nobody's any more
  assigned_at double precision not null       -- the event's time, ms: a rule names the one it went by
);
alter table outbound add column author text collate "C";       -- who asked for it, or tried again; null: asked for before this was kept
alter table scheduled add column released_by text collate "C"; -- who said "send now", and answers for it in the author's place
