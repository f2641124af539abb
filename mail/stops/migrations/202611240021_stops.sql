create table stop (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  address_hash text not null,
  topic text not null,
  cause text not null,
  since timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, address_hash, topic)
);
comment on column stop.address_hash is 'keyed hash: survives erasure';
select make_tenant_table('stop', 'addresses that must not be written to, for a topic or for all (*)', false);
