-- What lies behind a link calls for an answer again: its notices are found, read ones too.
drop index notice_link;
create index notice_link on notice (workspace_id, link);
