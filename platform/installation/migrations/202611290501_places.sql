-- Several machines share one database on a server, so what is known is a set: each machine may call the server by another name.
alter table installation alter column fingerprint type text[] using array[fingerprint];
alter table installation rename column fingerprint to places;
comment on column installation.places is 'where it may run: machine and folder of an embedded database, or server, database and address';
comment on table installation is 'engine: where this database is known to run; silent while an administrator has not confirmed a copy or a restore';
