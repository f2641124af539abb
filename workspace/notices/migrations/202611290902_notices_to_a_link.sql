-- What lies behind a link is done: its notices are settled, few among all that members have not read.
create index notice_link on notice (workspace_id, link) where read_at is null;
