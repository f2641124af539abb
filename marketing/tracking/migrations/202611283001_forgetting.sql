-- What nobody came back with for long is found by when its subject began: that is never written again, as `last_at` is
-- with every hit, so that hits stay cheap.
create index visitor_of_day on visitor (subject_id, workspace_id) where key like 'day:%';
create index visitor_of_web on visitor (subject_id, workspace_id) where key like 'web:%';
