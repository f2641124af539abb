alter table handover add column judge_id uuid;
alter table handover add column judge_due_at timestamptz(3);
alter table handover add foreign key (workspace_id, judge_id) references member (workspace_id, id);
comment on column handover.judge_id is 'the marketer who owes an answer to the send-back; null: marketing as a whole';
comment on column handover.judge_due_at is 'until when marketing answers the send-back; after it the send-back counts as agreed';
create index handover_judge on handover (workspace_id, upheld, judge_due_at, id) where state = 'sent_back';
-- What waits already gets a day of its own. No trigger: nobody did this.
alter table handover disable trigger user;
update handover set judge_due_at = decided_at + interval '5 days' where state = 'sent_back' and upheld = 'open' and not by_rule;
alter table handover enable trigger user;
