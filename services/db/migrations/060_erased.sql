-- Records whose values the log was told to forget; both tables have one writer, the eraser.
create table erased (
  part int not null,
  key uuid not null,
  at timestamptz not null default now(),
  primary key (part, key)
);
-- The day (UTC) of each partition's last beat. The first is due the day after.
create table beat (
  part int primary key,
  day date not null
);
insert into beat (part, day) select generate_series(0, 11), (now() at time zone 'utc')::date;
