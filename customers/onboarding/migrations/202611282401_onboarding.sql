create table onboarding (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  words text,
  member_id uuid not null,
  wanted_id uuid not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  foreign key (workspace_id, wanted_id) references member (workspace_id, id)
);
comment on column onboarding.member_id is 'who won it and can say what was promised';
comment on column onboarding.wanted_id is 'who is to look after the customer';
select make_tenant_table('onboarding', 'a sale on its way to whoever looks after the customer, with what was promised');

create table promise (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  text text not null,
  due_on date,
  done_at timestamptz(3),
  done_by uuid,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, done_by) references member (workspace_id, id)
);
create index promise_deal on promise (workspace_id, deal_id, id);
select make_tenant_table('promise', 'one thing that was promised with a sale, and whether it was kept');
