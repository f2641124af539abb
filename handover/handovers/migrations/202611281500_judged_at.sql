alter table handover add column judged_at timestamptz(3);
comment on column handover.judged_at is 'when marketing said whether it agrees with the send-back';
