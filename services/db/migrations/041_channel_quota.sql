-- When LINE last said that the month's messages are used up; null once it takes a push again.
alter table channel add column quota_ended_at bigint;
