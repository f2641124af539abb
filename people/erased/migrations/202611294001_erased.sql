-- Whoever was erased is not made anew by a file, a program or a colleague: their address, number and ids are known for what
-- they are by a keyed hash alone. Only an act of their own brings them back, as somebody new.
create table erased_key (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  key_hash text not null,
  erasure_id uuid not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, key_hash)
);
create index erased_key_erasure on erased_key (workspace_id, erasure_id);
comment on column erased_key.key_hash is 'keyed hash of an address, a number or an id: survives erasure';
select make_tenant_table('erased_key', 'by what people who were erased would be known again, as keyed hashes', false);
