alter table note add column occurred_at timestamptz(3);
comment on column note.occurred_at is 'when it was written, where that was before it came in: without a network';
