-- What each person did themselves, by kind: when last. Read off the journal it took seconds to say who never did something.
create table did (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  contact_id uuid not null,
  kind text collate "C" not null,
  last_at timestamptz(3) not null,
  primary key (workspace_id, contact_id, kind),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column did.contact_id is 'contact: recomputed on merge, delete on erase';
create index did_kind on did (workspace_id, kind, last_at, contact_id);
select make_tenant_table('did', 'which acts of a person are known, by kind, and when the last one was; recomputed', false);
insert into did (workspace_id, contact_id, kind, last_at)
select i.workspace_id, i.contact_id, e.kind, max(e.occurred_at)
from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
where i.until is null
  and coalesce((select v.verdict = 'human' from verdict v where v.workspace_id = e.workspace_id and v.event_id = e.id
    order by v.known_at desc, v.id desc limit 1), e.human)
group by 1, 2, 3;
