create table topic (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  key text not null check (length(key) between 1 and 100),
  name text not null check (length(name) between 1 and 100),
  name_key text collate "C" generated always as (fold(name)) stored,
  about text not null check (length(about) <= 300),
  is_public boolean not null,
  position int not null,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, key)
);
create unique index topic_name on topic (workspace_id, name_key) where deleted_at is null;
comment on column topic.key is 'as the ledger has it; never changed';
comment on column topic.about is 'what is sent and how often, as people read it';
comment on column topic.is_public is 'people can choose it themselves on the page behind their link';
-- What the ledger of a firm speaks of already gets a name there; words of the house have none.
with spoken as (
  select workspace_id, 'newsletter' as key, 'News' as name, true as is_public from workspace
  union all
  select distinct on (workspace_id, fold(topic)) workspace_id, topic, topic, false from consent
  where topic not in ('*', 'newsletter', 'request', 'sales') and length(topic) between 1 and 100 and fold(topic) <> fold('News')
)
insert into topic (workspace_id, id, key, name, about, is_public, position, created_at)
select workspace_id, gen_random_uuid(), key, name, '', is_public,
  row_number() over (partition by workspace_id order by is_public desc, key), now()
from spoken;
select make_tenant_table('topic', 'what a firm sends that people can agree to');
