alter table absence
  add column entered_by uuid,
  add foreign key (workspace_id, entered_by) references member (workspace_id, id);
comment on column absence.entered_by is 'who entered it, the member or a manager for them; null: it was entered before this was kept';
