-- Letters of a period are counted by when a mail server took them.
create index letter_taken on letter (workspace_id, finished_at) where subject_id is not null and state in ('accepted', 'bounced');
