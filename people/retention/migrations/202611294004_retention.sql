-- For how long people are kept of whom nothing was heard; off until somebody who saw whom it would erase switches it on.
create table retention_rule (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  months int not null check (months > 0),
  on_since timestamptz(3),
  on_by text,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create unique index retention_rule_one on retention_rule (workspace_id);
comment on column retention_rule.on_since is 'since when people are erased by it; null: nobody is';
select make_tenant_table('retention_rule', 'for how many months people are kept of whom nothing was heard');
select make_engine_queue('retention_rule');
