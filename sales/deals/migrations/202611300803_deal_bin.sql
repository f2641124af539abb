alter table deal add column erased_at timestamptz(3);
comment on column deal.erased_at is 'since when it is gone from the bin for good: its sums and stages stay, without what it was';
create index deal_bin on deal (workspace_id, deleted_at, id) where deleted_at is not null and erased_at is null;
