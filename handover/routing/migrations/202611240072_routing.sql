create table routing_rule (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  position int not null,
  name text not null check (length(name) between 1 and 200),
  product_line_id uuid,
  conditions jsonb not null,
  member_ids uuid[] not null,
  team_id uuid,
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id),
  foreign key (workspace_id, team_id) references team (workspace_id, id)
);
create index routing_rule_position on routing_rule (workspace_id, position);
select make_tenant_table('routing_rule', 'who gets which leads; a change ends one version and begins the next');
