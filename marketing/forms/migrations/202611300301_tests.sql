alter table submission
  add column tested_by uuid,
  add foreign key (workspace_id, tested_by) references member (workspace_id, id);
comment on column submission.tested_by is 'the colleague under whose own address it was sent: a test, of which nothing follows';
