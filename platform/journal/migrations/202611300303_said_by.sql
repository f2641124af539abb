alter table verdict
  add column said_by uuid,
  add foreign key (workspace_id, said_by) references member (workspace_id, id);
comment on column verdict.said_by is 'the colleague who said it; null: found by what spoke for it';
