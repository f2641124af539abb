-- A text of the firm's own fields is looked up and sorted as every other text is: without case and accents.
alter table field_value drop column text_key;
alter table field_value add column text_key text collate "C" generated always as (left(fold(text_value), 200)) stored;
comment on column field_value.text_key is 'case and accents do not count, and what lies beyond 200 characters neither sorts nor matches';
create index field_value_text on field_value (workspace_id, field_id, text_key, record_id) where text_key is not null;
