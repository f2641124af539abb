-- A form can ask for several topics, of which somebody ticks some.
alter table submission add column topics text[] not null default '{}';
update submission set topics = '{newsletter}' where consented;
alter table submission drop column consented;
comment on column submission.topics is 'what was ticked, by its key; a permission only after the click in the letter';
comment on column form_version.wording_id is 'not written any more: the words of each topic are kept when somebody agrees. Saves of before are taken back with it';
