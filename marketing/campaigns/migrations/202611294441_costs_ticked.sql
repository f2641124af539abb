alter table campaign add column costs_ticked_at timestamptz(3);
comment on column campaign.costs_ticked_at is 'when somebody said that no cost is missing: what was written down later was not known then; null: not said, or said before this was kept';
