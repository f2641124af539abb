-- Who did not do what nearly everybody did is found by a key: compared with all that was done it took a second.
alter table standing add column acts text collate "C" not null default '';
comment on column standing.acts is 'the kinds of their acts that are known and no program''s, sorted, a space between them; ? where these are too many for a key';
drop index standing_idle;
alter table standing drop column acted;
update standing s set acts = case when length(k.acts) > 1000 then '?' else k.acts end
from (
  select workspace_id, contact_id, string_agg(kind, ' ' order by kind) as acts from (
    select distinct i.workspace_id, i.contact_id, e.kind
    from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
    where i.until is null
      and coalesce((select v.verdict = 'human' from verdict v where v.workspace_id = e.workspace_id and v.event_id = e.id
        order by v.known_at desc, v.id desc limit 1), e.human)
  ) each group by 1, 2
) k where k.workspace_id = s.workspace_id and k.contact_id = s.contact_id;
create index standing_acts on standing (workspace_id, acts, contact_id);
