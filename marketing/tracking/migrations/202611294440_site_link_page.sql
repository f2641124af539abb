alter table site_link add column page text;
comment on column site_link.page is 'where it leads, without what proves the person; null: made before pages were kept';
