alter table absence
  add column state text not null default 'granted' check (state in ('asked', 'granted', 'refused')),
  add column decided_by uuid,
  add column decided_at timestamptz(3),
  add column refusal text,
  add foreign key (workspace_id, decided_by) references member (workspace_id, id);
comment on column absence.state is 'asked: waits for a manager; granted: clocks and routing follow it; refused: for the reason in refusal';
comment on column absence.decided_by is 'the manager who granted or refused it; null: it waits, or counted at once';
