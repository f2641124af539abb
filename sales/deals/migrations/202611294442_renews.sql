alter table deal add column renews_id uuid;
alter table deal add foreign key (workspace_id, renews_id) references deal (workspace_id, id);
comment on column deal.renews_id is 'the won deal whose term goes on with this one; stays when either loses its person or firm by a merge or an erasure';
create index deal_renews on deal (workspace_id, renews_id) where renews_id is not null;
