-- Who must not be written to, and who was erased, is kept as keyed hashes. A firm that comes from another installation brings them,
-- made with a key of that one: it is kept sealed, so that they are known here too.
create table hash_key (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  sealed text not null,
  primary key (workspace_id, id)
);
comment on column hash_key.sealed is 'sealed with the secret of the installation';
select make_tenant_table('hash_key', 'keys of keyed hashes that a firm brought from other installations', false);
