alter table rescore add column starts_at timestamptz(3);
comment on column rescore.starts_at is 'not before then; null: at once';
