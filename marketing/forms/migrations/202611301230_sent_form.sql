-- Which forms each person sent: by all that is known of whose history is whose it took seconds to say.
create table sent_form (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  contact_id uuid not null,
  form_id uuid not null,
  primary key (workspace_id, contact_id, form_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, form_id) references form (workspace_id, id)
);
comment on column sent_form.contact_id is 'contact: recomputed on merge, delete on erase';
create index sent_form_form on sent_form (workspace_id, form_id, contact_id);
select make_tenant_table('sent_form', 'forms that a person sent, as far as it is known to have been them; recomputed', false);
insert into sent_form (workspace_id, contact_id, form_id)
select distinct i.workspace_id, i.contact_id, s.form_id
from identity i join submission s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id
where i.until is null and s.spam is null;
