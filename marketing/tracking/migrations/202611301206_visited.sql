-- Which pages a person read and by which links they came, so that people are found by an address without reading the journal.
create table visited (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  contact_id uuid not null,
  way text collate "C" not null check (way in ('page', 'link')),
  address text collate "C" not null,
  primary key (workspace_id, contact_id, way, address),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column visited.contact_id is 'contact: recomputed on merge, delete on erase';
comment on column visited.address is 'folded: of a page its path, then a space and the site; of a link what it carries, line by line: campaign, source, medium, content';
create index visited_address on visited (workspace_id, way, address, contact_id);
select make_tenant_table('visited', 'pages of the firm''s site that a person read, and links they came by; recomputed', false);
insert into visited (workspace_id, contact_id, way, address)
select distinct i.workspace_id, i.contact_id, case e.kind when 'page.viewed' then 'page' else 'link' end,
  case e.kind when 'page.viewed' then left(fold(concat(e.data ->> 'page', ' ', e.data ->> 'site')), 600)
    else left(fold(concat(e.data #>> '{utm,utm_campaign}', E'\n', e.data #>> '{utm,utm_source}', E'\n', e.data #>> '{utm,utm_medium}', E'\n', e.data #>> '{utm,utm_content}')), 600) end
from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
where i.until is null and (e.kind = 'page.viewed' or e.kind = 'visit.started' and e.data #>> '{utm,utm_campaign}' <> '')
  and coalesce((select v.verdict = 'human' from verdict v where v.workspace_id = e.workspace_id and v.event_id = e.id
    order by v.known_at desc, v.id desc limit 1), e.human);
