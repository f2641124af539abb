create table definition (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  product_line_id uuid not null,
  version int not null,
  lanes text not null check (lanes in ('asked', 'both')),
  content jsonb not null,
  created_by text not null,
  created_at timestamptz(3) not null,
  from_at timestamptz(3),
  to_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, product_line_id, version),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id)
);
comment on column definition.content is 'score rules, maxima, enter and leave thresholds, required facts, exclusions, recency: immutable once from_at is set';
create unique index definition_in_force on definition (workspace_id, product_line_id) where from_at is not null and to_at is null;
select make_tenant_table('definition', 'what "strong enough" means for a product line: a version with the time it was in force');

create table score (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  definition_id uuid not null,
  contact_id uuid not null,
  fit int not null,
  interest int not null,
  place text not null check (place in ('none', 'candidate', 'ready')),
  place_since timestamptz(3) not null,
  as_of timestamptz(3) not null,
  changes_at timestamptz(3) not null,
  primary key (workspace_id, definition_id, contact_id)
);
comment on column score.contact_id is 'contact: recomputed on merge, delete on erase';
comment on column score.place is 'before the seam: ready crossed by an act of theirs, a candidate is strong enough and waits for the next act';
create index score_interest on score (workspace_id, definition_id, interest desc, contact_id);
create index score_contact on score (workspace_id, contact_id);
create index score_place on score (workspace_id, definition_id, place, contact_id) where place <> 'none';
select make_tenant_table('score', 'a person''s points under a definition, as of a time', false);

create table score_line (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  definition_id uuid not null,
  contact_id uuid not null,
  rule_id text not null,
  points int not null,
  event_ids uuid[] not null,
  primary key (workspace_id, definition_id, contact_id, rule_id)
);
comment on column score_line.contact_id is 'contact: recomputed on merge, delete on erase';
create index score_line_contact on score_line (workspace_id, contact_id);
select make_tenant_table('score_line', 'each point of a score as a visible line with its evidence', false);

create table look (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  at timestamptz(3) not null,
  arrived uuid[] not null,
  cause text not null,
  primary key (workspace_id, id)
);
comment on column look.contact_id is 'contact: stays on merge, delete on erase';
create index look_contact on look (workspace_id, contact_id, at);
select make_tenant_table('look', 'each time the pump computed a person, with what it newly knew', false);

create table rescore (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  definition_id uuid not null,
  phase text not null check (phase in ('computing', 'settling')),
  after_contact uuid,
  done int not null,
  total int not null,
  started_by text not null,
  started_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, definition_id),
  foreign key (workspace_id, definition_id) references definition (workspace_id, id)
);
comment on column rescore.phase is 'computing: scores are made beside those in force; settling: it is in force, standings follow';
select make_tenant_table('rescore', 'a definition on its way into force, chunk by chunk', false);
select make_engine_queue('rescore');

create table candidate (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  product_line_id uuid not null,
  cause text not null check (cause in ('definition', 'import', 'recalculation')),
  definition_id uuid not null,
  since timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column candidate.contact_id is 'contact: move on merge unless the winner is one, delete on erase';
create unique index candidate_open on candidate (workspace_id, contact_id, product_line_id) where ended_at is null;
create index candidate_since on candidate (workspace_id, since, id);
select make_tenant_table('candidate', 'strong enough without a new act of theirs: waits, no clock', false);
