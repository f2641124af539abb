alter table visitor add column page text;
comment on column visitor.page is 'the page that was read last: an office reads the same one again and again, a program goes on to the next';
