create table agreement (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  number int not null,
  content jsonb not null,
  starts_on date,
  changed_by uuid not null,
  changed_at timestamptz(3) not null,
  signed_at timestamptz(3),
  starts_at timestamptz(3),
  from_at timestamptz(3),
  to_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, number),
  foreign key (workspace_id, changed_by) references member (workspace_id, id)
);
comment on column agreement.content is 'definitions by version, weekly capacity, clocks, attempts, kept target, reasons: immutable once signed by both sides';
comment on column agreement.starts_on is 'the day both sides want; null: the Monday after the second signature';
comment on column agreement.signed_at is 'when the second side signed; null: a draft';
create unique index agreement_ahead on agreement (workspace_id) where from_at is null;
create unique index agreement_in_force on agreement (workspace_id) where from_at is not null and to_at is null;
select make_tenant_table('agreement', 'what both sides promise, signed, from a date: a version with the time it was in force', false);

create table agreement_signature (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  agreement_id uuid not null,
  side text not null check (side in ('marketing', 'sales')),
  member_id uuid not null,
  hash text not null,
  signed_at timestamptz(3) not null,
  voided_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, agreement_id) references agreement (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column agreement_signature.hash is 'of what was signed: terms, start and the content of each definition';
comment on column agreement_signature.voided_at is 'taken back, called off, or the text was changed after it';
create unique index agreement_signed on agreement_signature (workspace_id, agreement_id, side) where voided_at is null;
select make_tenant_table('agreement_signature', 'who signed an agreement for which side, when, and what exactly', false);

create table agreement_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  at timestamptz(3) not null,
  primary key (workspace_id)
);
select make_tenant_table('agreement_clock', 'when the signed agreement that waits begins', false);
select make_engine_queue('agreement_clock');
