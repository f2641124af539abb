-- All of a firm in one file, asked for by an owner: written in the background, fetched by a link that ends.
create table firm_export (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  state text not null check (state in ('waiting', 'writing', 'ready', 'failed', 'gone')),
  asked_by uuid,
  asked_at timestamptz(3) not null,
  rows_done bigint not null default 0,
  rows_total bigint,
  bytes bigint,
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  fetched_at timestamptz(3),
  problem text,
  tries int not null default 0,
  token_hash text,
  token_until timestamptz(3),
  primary key (workspace_id, id)
);
create unique index firm_export_one on firm_export (workspace_id) where state in ('waiting', 'writing');
create index firm_export_due on firm_export (state, asked_at) where state in ('waiting', 'writing', 'ready');
comment on column firm_export.state is 'gone: the file was kept for its time and then removed';
comment on column firm_export.rows_total is 'null until they are counted';
comment on column firm_export.expires_at is 'when the file goes from the disk';
comment on column firm_export.tries is 'how often its writing began: who began it earlier may not say how far it is';
comment on column firm_export.token_hash is 'of the link by which it can be fetched; it holds until token_until, for members who may have it';
select make_tenant_table('firm_export', 'all of a firm in one file, asked for by an owner: how far it is, and until when it is kept', false);
select make_engine_queue('firm_export');
