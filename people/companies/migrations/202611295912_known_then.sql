-- What the firm's own fields said of companies when, as `fact_version` keeps it of people. What stands today is known since its
-- last change in the log; what stood before that was kept in no such way.
create table company_fact_version (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  company_id uuid not null,
  field text not null,
  value jsonb,
  known_at timestamptz(3) not null,
  until timestamptz(3),
  primary key (workspace_id, id)
);
comment on column company_fact_version.company_id is 'company: stays on merge, kept on erase';
create unique index company_fact_version_open on company_fact_version (workspace_id, company_id, field) where until is null;
create index company_fact_version_company on company_fact_version (workspace_id, company_id, field, known_at);
select make_tenant_table('company_fact_version', 'what own fields said of a company when: what replay reads instead of today''s values', false);

insert into company_fact_version (workspace_id, id, company_id, field, value, known_at)
select v.workspace_id, (array_agg(v.id order by v.place))[1], v.record_id, 'custom.' || f.key,
  case f.type
    when 'choices' then jsonb_agg(to_jsonb(v.text_value) order by v.place)
    when 'yesno' then to_jsonb(min(v.number_value) = 1)
    when 'date' then to_jsonb(to_char(min(v.time_value) at time zone 'UTC', 'YYYY-MM-DD'))
    else coalesce(to_jsonb(min(v.number_value)), to_jsonb(min(v.text_value))) end,
  coalesce(max(logged.at), to_timestamp(0))
from field_value v join field f on f.workspace_id = v.workspace_id and f.id = v.field_id and f.record = 'company' and f.type <> 'relation'
left join lateral (
  select max(o.at) as at from change c join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
  where c.workspace_id = v.workspace_id and c.row_id = v.id and c.table_name = 'field_value') logged on true
group by v.workspace_id, v.record_id, f.key, f.type;
