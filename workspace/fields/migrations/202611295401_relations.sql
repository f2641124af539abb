-- A relation lies as the id of the record that it names, and is there at once: both columns are empty wherever they are new.
alter table field drop constraint field_type_check;
alter table field add constraint field_type_check check (type in ('text', 'prose', 'number', 'money', 'date', 'choice', 'choices',
  'yesno', 'url', 'email', 'phone', 'member', 'relation'));
alter table field add column relates_to text check (relates_to in ('contact', 'company', 'deal'));
alter table field add constraint field_relates_check check ((type = 'relation') = (relates_to is not null));
comment on column field.relates_to is 'of a relation: the kind of record it names';
alter table field_value add column related_id uuid;
comment on column field_value.related_id is 'record: move on merge, delete on erase';
-- What is filtered by begins with the field; what leads back to who names a record, and what moves with a merge, with that.
create index field_value_relation on field_value (workspace_id, field_id, related_id, record_id) where related_id is not null;
create index field_value_related on field_value (workspace_id, related_id, field_id, record_id) where related_id is not null;
