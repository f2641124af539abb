alter table verdict add column said_by uuid;
comment on column verdict.said_by is 'the member who said it; null: found by what spoke for it';
