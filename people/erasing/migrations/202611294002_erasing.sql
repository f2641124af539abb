-- That somebody was erased, without who it was: asked for in one transaction that hides them, done in another that takes them out.
create table erasure (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_ids uuid[] not null,
  key_hashes text[] not null,
  cause text not null check (cause in ('asked', 'not_needed', 'unlawful', 'retention')),
  state text not null check (state in ('asked', 'done')),
  actor text not null,
  operation_id uuid,
  counts jsonb not null default '{}',
  asked_at timestamptz(3) not null,
  done_at timestamptz(3),
  primary key (workspace_id, id)
);
create index erasure_due on erasure (asked_at, workspace_id) where state = 'asked';
comment on column erasure.contact_ids is 'ids that were theirs: first the one that stayed, then those that had been merged into it';
comment on column erasure.key_hashes is 'keyed hashes of what they were known by, so that a restored backup knows them too';
comment on column erasure.counts is 'rows that went or were emptied, by table';
select make_tenant_table('erasure', 'that a person was erased, when, by whom and why; not who it was', false);
select make_engine_queue('erasure');
