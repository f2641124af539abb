create table stage (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  position int not null,
  probability int not null check (probability between 0 and 100),
  kind text not null check (kind in ('open', 'won', 'lost')),
  qualified boolean not null default false,
  required text[] not null default '{}',
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id)
);
comment on column stage.qualified is 'a deal that enters this stage or a later one makes its handover qualified; exactly one open stage';
create unique index stage_qualified on stage (workspace_id) where qualified and archived_at is null;
select make_tenant_table('stage', 'a step of the pipeline');

create table close_reason (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null check (kind in ('won', 'lost')),
  label text not null check (length(label) between 1 and 200),
  position int not null,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id)
);
select make_tenant_table('close_reason', 'why deals are won or lost');
