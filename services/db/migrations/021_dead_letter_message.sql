-- The message a dead letter speaks of, so that an unsend empties it; the log's time of its record, so that a redriven event is
-- no later than it was. No index on anything that comes from outside: an id too long for one would have no place at all.
alter table dead_letter add column message text, add column logged_at bigint;
drop index dead_letter_reader_event_id_idx;
