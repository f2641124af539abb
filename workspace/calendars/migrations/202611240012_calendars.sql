create table calendar (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid,
  zone text not null,
  region text not null,
  hours jsonb not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column calendar.hours is 'ISO weekday 1..7 → list of [start, end] in minutes of the local day';
create index calendar_member on calendar (workspace_id, member_id, from_at);
select make_tenant_table('calendar', 'working hours, zone and region of a member (or of the firm, without one); a change is a new version');

create table absence (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null check (to_at > from_at),
  deputy_id uuid,
  note text,
  created_at timestamptz(3) not null,
  cancelled_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  foreign key (workspace_id, deputy_id) references member (workspace_id, id)
);
create index absence_member on absence (workspace_id, member_id, to_at);
select make_tenant_table('absence', 'when a member is away, and who stands in');

create table capacity (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  per_week int not null check (per_week between 0 and 10000),
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index capacity_member on capacity (workspace_id, member_id, from_at);
select make_tenant_table('capacity', 'how many earned leads a week a member takes; a change is a new version');
