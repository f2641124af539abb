create table deal_role (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  decides boolean not null default false,
  position int not null,
  primary key (workspace_id, id)
);
comment on column deal_role.decides is 'whoever has it decides: a late deal without one is hinted at';
insert into deal_role (workspace_id, id, name, decides, position)
select w.workspace_id, gen_random_uuid(), r.name, r.decides, r.position from workspace w, (values
  ('Champion', false, 0), ('Decision maker', true, 1), ('Economic buyer', true, 2), ('Influencer', false, 3), ('User', false, 4),
  ('Blocker', false, 5)) as r (name, decides, position);
select make_tenant_table('deal_role', 'what somebody can take part in a deal as');
alter table deal_contact add column stance text check (stance in ('for', 'unsure', 'against'));
comment on column deal_contact.role is 'a word of the firm’s list as it was chosen, or another';
