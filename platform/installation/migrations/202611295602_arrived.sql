-- A firm that came from a file: until an owner confirms it, the engine leaves it alone and nothing leaves it, because the one
-- that it was made of may still be at work.
create table arrived_firm (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  made_at timestamptz(3) not null,
  arrived_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  primary key (workspace_id)
);
comment on column arrived_firm.made_at is 'as of when the file holds it';
comment on column arrived_firm.confirmed_at is 'when an owner said that this is the one that goes on; null: the engine leaves it alone';
select make_tenant_table('arrived_firm', 'a firm that came from a file: when, and whether it goes on here', false);
create policy engine on arrived_firm to baton_engine using (true);
grant select on arrived_firm to baton_engine;

-- The engine sees queues of every workspace but those put aside; whoever works on one alone sees that one.
create or replace function fence_engine(t regclass) returns void language plpgsql as $$
begin
  execute format('drop policy if exists engine on %s', t);
  execute format($policy$create policy engine on %s to baton_engine using (
    case when coalesce(current_setting('baton.alone', true), '') = ''
      then workspace_id not in (select f.workspace_id from sample_firm f where f.state <> 'ready'
        union all select a.workspace_id from arrived_firm a where a.confirmed_at is null)
      else workspace_id = current_setting('baton.alone', true)::int end) with check (true)$policy$, t);
end $$;
select fence_engine(format('%I.%I', schemaname, tablename)::regclass)
from pg_policies where policyname = 'engine' and tablename not in ('sample_firm', 'arrived_firm');
