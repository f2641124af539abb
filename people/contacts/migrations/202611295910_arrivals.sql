-- People of a large file are in and listed at once; what takes as long again follows: what was first known of them by time, their
-- search entry, that programs hear of them, and the pump's look. A row is a thousand of them, written with them and taken away
-- with what follows.
create table contact_arrival (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contacts uuid[] not null,
  facts text not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id)
);
comment on column contact_arrival.facts is 'their first facts as JSON: an array of [contact, field, value]; gone before whoever is among them is erased';
select make_tenant_table('contact_arrival', 'people who came in and of whom search entry, first facts and news follow', false);
select make_engine_queue('contact_arrival');
