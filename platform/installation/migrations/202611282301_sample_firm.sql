-- A sample firm is a workspace with a past that Baton plays by itself. While it is made or removed the engine leaves it alone.
create table sample_firm (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int primary key,
  state text not null check (state in ('wanted', 'building', 'ready', 'removing')),
  seed int not null,
  months int not null,
  user_id uuid not null,
  member_name text not null,
  member_email text not null,
  done int not null,
  total int not null,
  lease_until timestamptz(3),
  asked_at timestamptz(3) not null
);
create index sample_firm_user on sample_firm (user_id);
select make_tenant_table('sample_firm', 'a workspace that Baton filled by itself to be looked at: for whom, from which seed, how far it is', false);
create policy engine on sample_firm to baton_engine using (true) with check (true);
grant select, insert, update, delete on sample_firm to baton_engine;

-- The engine sees queues of every workspace but those put aside; whoever makes or removes a sample sees that one alone.
create function fence_engine(t regclass) returns void language plpgsql as $$
begin
  execute format('drop policy if exists engine on %s', t);
  execute format($policy$create policy engine on %s to baton_engine using (
    case when coalesce(current_setting('baton.alone', true), '') = ''
      then workspace_id not in (select f.workspace_id from sample_firm f where f.state <> 'ready')
      else workspace_id = current_setting('baton.alone', true)::int end) with check (true)$policy$, t);
end $$;
create or replace function make_engine_queue(t regclass) returns void language plpgsql as $$
begin
  perform fence_engine(t);
  execute format('grant select, insert, update, delete on %s to baton_engine', t);
end $$;
select fence_engine(format('%I.%I', schemaname, tablename)::regclass)
from pg_policies where policyname = 'engine' and tablename <> 'sample_firm';
