create table installation (
  id smallint primary key check (id = 1),
  fingerprint text not null,
  silent_since timestamptz(3),
  silent_reason text,
  created_at timestamptz(3) not null
);
comment on table installation is 'engine: which machine and folder this database last ran on; silent while an administrator has not confirmed a copy or a restore';
grant select, insert on installation to baton_engine;
grant update (fingerprint, silent_since, silent_reason) on installation to baton_engine;
