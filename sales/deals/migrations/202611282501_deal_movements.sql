-- What a deal was worth and when it was expected, each time that changed: the open pipeline of any day, and slippage.
create table deal_movement (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  at timestamptz(3) not null,
  state text not null check (state in ('open', 'won', 'lost', 'removed')),
  value_minor bigint,
  expected_close date,
  was_state text check (was_state in ('open', 'won', 'lost', 'removed')),
  was_value_minor bigint,
  was_expected_close date,
  assumed boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id)
);
comment on column deal_movement.at is 'when it happened: for a deal of a file when it was made or closed, not when the file came';
comment on column deal_movement.value_minor is 'in the firm''s currency at the deal''s rate; null: no rate is known';
comment on column deal_movement.was_state is 'the movement before; null: there was none';
comment on column deal_movement.assumed is 'from before movements were kept: with the value that the deal had when they began';
create index deal_movement_deal on deal_movement (workspace_id, deal_id, at, id);
create index deal_movement_at on deal_movement (workspace_id, at, id);
select make_tenant_table('deal_movement', 'what a deal was worth and when it was expected to close, each time that changed, append-only', false);

insert into deal_movement (workspace_id, id, deal_id, at, state, value_minor, expected_close, assumed)
select workspace_id, id, id, created_at, 'open', round((one_off_minor + recurring_minor * least(term_months, 12)) * rate), expected_close, true
from deal;
insert into deal_movement (workspace_id, id, deal_id, at, state, value_minor, expected_close, was_state, was_value_minor, was_expected_close, assumed)
select d.workspace_id, e.id, d.id, greatest(d.closed_at, d.created_at), d.state, m.value_minor, d.expected_close, 'open', m.value_minor, d.expected_close, true
from deal d join deal_movement m on m.workspace_id = d.workspace_id and m.deal_id = d.id
join lateral (
  select e.id from deal_stage_entry e where e.workspace_id = d.workspace_id and e.deal_id = d.id order by e.entered_at desc, e.id desc limit 1
) e on true
where d.state <> 'open' and d.closed_at is not null;
insert into deal_movement (workspace_id, id, deal_id, at, state, value_minor, expected_close, was_state, was_value_minor, was_expected_close, assumed)
select d.workspace_id, ('ffffffff' || substr(d.id::text, 9))::uuid, d.id, greatest(d.deleted_at, l.at), 'removed', l.value_minor, d.expected_close, l.state, l.value_minor, d.expected_close, true
from deal d join lateral (
  select m.at, m.state, m.value_minor from deal_movement m where m.workspace_id = d.workspace_id and m.deal_id = d.id order by m.at desc, (m.was_state is null), m.id desc limit 1
) l on true
where d.deleted_at is not null;
