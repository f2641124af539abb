create table product_line (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  is_default boolean not null,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
create unique index product_line_default on product_line (workspace_id) where is_default;
select make_tenant_table('product_line', 'what a lead is interested in; one default row, hidden until there is a second');

create table product (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  product_line_id uuid not null,
  external_id text,
  name text not null check (length(name) between 1 and 200),
  name_key text collate "C" generated always as (fold(name)) stored,
  series text,
  price_minor bigint,
  currency text,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id)
);
create unique index product_external on product (workspace_id, external_id);
create index product_name on product (workspace_id, name_key, id);
select make_tenant_table('product', 'something that is sold, with its list price');

create table exchange_rate (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  currency text not null,
  day date not null,
  rate float8 not null check (rate > 0),
  source text not null,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, currency, day)
);
comment on column exchange_rate.rate is 'units of the firm''s currency for one unit of this one';
select make_tenant_table('exchange_rate', 'rates of a day, entered or imported; a missing one is shown, never taken as 1');
