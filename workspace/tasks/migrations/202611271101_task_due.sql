-- A task is due on a day of its owner's calendar, and perhaps at a time of it; due_at is the instant that this means.
alter table task add column due_on date;
alter table task add column timed boolean not null default false;
comment on column task.due_on is 'the day on the calendar of its owner';
comment on column task.due_at is 'by when: the time that was named, else the end of the owner''s working day';
comment on column task.timed is 'a time of the day was named';
create index task_handover on task (workspace_id, handover_id);
create index task_done on task (workspace_id, done_at, id) where deleted_at is null;
