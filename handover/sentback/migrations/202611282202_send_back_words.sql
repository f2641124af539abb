create table send_back_word (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  handover_id uuid not null,
  word text not null check (word in ('agreed', 'contested', 'nurture', 'upheld', 'overruled')),
  actor text not null,
  by_rule boolean not null default false,
  text text,
  until date,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, handover_id) references handover (workspace_id, id)
);
comment on column send_back_word.by_rule is 'marketing did not answer in time, so it counts as agreed: a breach of marketing''s duty';
comment on column send_back_word.until is 'nurtured until this day';
create index send_back_word_handover on send_back_word (workspace_id, handover_id, at);
create index send_back_word_at on send_back_word (workspace_id, word, at);
select make_tenant_table('send_back_word', 'what marketing and then a manager said of a send-back: who, when, why');
