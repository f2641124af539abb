create table field (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null check (record in ('contact', 'company', 'deal')),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  label text not null check (length(label) between 1 and 200),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'yesno')),
  choices text[] not null default '{}',
  currency text,
  role text not null check (role in ('plain', 'late', 'outcome')) default 'plain',
  role_reason text,
  position int not null,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, record, key)
);
comment on column field.role is 'late: known only after sales spoke, so no score rule may read it';
select make_tenant_table('field', 'a custom field of contacts, companies or deals');

create table field_value (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  field_id uuid not null,
  record_id uuid not null,
  text_value text,
  text_key text collate "C" generated always as (left(lower(text_value), 200)) stored,
  number_value float8,
  time_value timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, record_id, field_id),
  foreign key (workspace_id, field_id) references field (workspace_id, id)
);
comment on column field_value.record_id is 'record: keep the winner''s on merge, delete on erase';
comment on column field_value.text_key is 'case does not count, and what lies beyond 200 characters neither sorts nor matches';
comment on column field_value.number_value is 'number; money in minor units; yes/no as 1 or 0';
create index field_value_text on field_value (workspace_id, field_id, text_key, record_id);
create index field_value_number on field_value (workspace_id, field_id, number_value, record_id);
create index field_value_time on field_value (workspace_id, field_id, time_value, record_id);
select make_tenant_table('field_value', 'the typed value of a custom field on a record');
