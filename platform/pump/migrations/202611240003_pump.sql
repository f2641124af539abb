-- Who is dirty, and who is due. The pump takes both; nothing reads the journal by cursor.
create table news (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  lane smallint not null check (lane in (0, 1, 2)),
  cause text not null,
  event_ids uuid[] not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id)
);
comment on column news.contact_id is 'contact: move on merge (both become news), delete on erase';
comment on column news.lane is '0 asked for sales, 1 ordinary, 2 bulk';
create index news_lane on news (workspace_id, lane, id);
select make_tenant_table('news', 'contacts that the pump has to look at', false);
select make_engine_queue('news');

create table pump_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  contact_id uuid not null,
  kind text not null,
  at timestamptz(3) not null,
  primary key (workspace_id, contact_id, kind)
);
comment on column pump_clock.contact_id is 'contact: recomputed on merge, deleted on erase';
create index pump_clock_due on pump_clock (at, workspace_id);
select make_tenant_table('pump_clock', 'when the pump has to look at a contact again, by reason', false);
select make_engine_queue('pump_clock');
