-- Who never did anything themselves is found by a key: compared with all that was done it took seconds.
alter table standing add column acted boolean not null default false;
comment on column standing.acted is 'an act of theirs is known that is no program''s';
create index standing_idle on standing (workspace_id, contact_id) where not acted;
update standing s set acted = true
where exists (
  select from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
  where i.workspace_id = s.workspace_id and i.contact_id = s.contact_id and i.until is null
    and coalesce((select v.verdict = 'human' from verdict v where v.workspace_id = e.workspace_id and v.event_id = e.id
      order by v.known_at desc, v.id desc limit 1), e.human));
