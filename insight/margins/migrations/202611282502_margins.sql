create table margin (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  product_line_id uuid,
  percent float8 not null check (percent > 0 and percent <= 100),
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique nulls not distinct (workspace_id, product_line_id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id)
);
comment on column margin.product_line_id is 'null: of every product line that has none of its own';
comment on column margin.percent is 'gross margin: what is left of a won amount before marketing is paid';
select make_tenant_table('margin', 'how much of a won amount is left, so that a return can be reckoned');
