-- A value is a text, a number or a time: each index holds only its own kind, so that a value is written into one of them
-- and not into all three.
drop index field_value_text;
drop index field_value_number;
drop index field_value_time;
create index field_value_text on field_value (workspace_id, field_id, text_key, record_id) where text_key is not null;
create index field_value_number on field_value (workspace_id, field_id, number_value, record_id) where number_value is not null;
create index field_value_time on field_value (workspace_id, field_id, time_value, record_id) where time_value is not null;
