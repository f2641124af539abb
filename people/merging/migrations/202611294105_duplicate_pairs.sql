create table duplicate_pair (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null check (record in ('contact', 'company')),
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  because text[] not null,
  weight int not null,
  primary key (workspace_id, id),
  unique (workspace_id, one_id, other_id)
);
comment on column duplicate_pair.one_id is 'record: stays on merge, deleted on erase';
comment on column duplicate_pair.other_id is 'record: stays on merge, deleted on erase';
comment on column duplicate_pair.weight is 'how much speaks for it, the sum of its reasons: what is listed first';
create index duplicate_pair_first on duplicate_pair (workspace_id, record, weight desc, one_id, other_id);
create index duplicate_pair_other on duplicate_pair (workspace_id, other_id);
select make_tenant_table('duplicate_pair', 'two records that may be one, as the search in the background found them', false);

create table duplicate_scan (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  record text not null check (record in ('contact', 'company')),
  looked_to timestamptz(3) not null,
  last_id uuid not null,
  primary key (workspace_id, record)
);
comment on column duplicate_scan.looked_to is 'records changed up to here, and of this instant up to last_id, were compared with all';
insert into duplicate_scan (workspace_id, record, looked_to, last_id)
select w.workspace_id, r.record, 'epoch', '00000000-0000-0000-0000-000000000000' from workspace w, (values ('contact'), ('company')) as r (record);
select make_tenant_table('duplicate_scan', 'how far the search for duplicates has come', false);
select make_engine_queue('duplicate_scan');

create table merge_rule (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null check (kind in ('contact_email_name', 'contact_phone_name', 'company_domain_name')),
  since timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind)
);
select make_tenant_table('merge_rule', 'pairs of which kind are merged without being asked');
