-- Several choices lie in a row each, so that a filter finds each along the index that texts have. The column is there at
-- once; only the unique index is built anew, a few seconds for each million values.
alter table field drop constraint field_type_check;
alter table field add constraint field_type_check check
  (type in ('text', 'prose', 'number', 'money', 'date', 'choice', 'choices', 'yesno', 'url', 'email', 'phone'));
alter table field_value add column place smallint not null default 0;
comment on column field_value.place is 'of several choices: which of them; all other fields have one value, at 0';
alter table field_value drop constraint field_value_workspace_id_record_id_field_id_key;
alter table field_value add unique (workspace_id, record_id, field_id, place);
