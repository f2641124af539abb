-- What a value of the field must be beyond its type; values that were there before a rule stay.
alter table field add column rules jsonb not null default '{}';
comment on column field.rules is 'longest and pattern of a text, smallest, greatest and decimals of a number, past or future days, each value only once';
