alter table deal add column talked_at timestamptz(3);
comment on column deal.talked_at is 'the latest two-way talk with its people that a colleague wrote down; null: none yet';
