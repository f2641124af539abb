-- A computed field holds what its formula gives of other fields of the same record; it lies as every value of its type does.
alter table field add column formula text check (length(formula) between 1 and 2000);
comment on column field.formula is 'the value is computed by it and written by nobody';

-- No foreign key to the field: an undo takes away one that was just added.
create table field_computing (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  field_id uuid not null,
  after_id uuid,
  done int not null default 0,
  total int not null,
  started_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, field_id)
);
comment on column field_computing.after_id is 'the record up to which it is computed; rows are there only while it is';
select make_tenant_table('field_computing', 'a formula that is being computed for the records that are there', false);
select make_engine_queue('field_computing');
