alter table notice_preference add column by_push boolean not null default true;
