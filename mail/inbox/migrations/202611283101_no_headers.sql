-- Nothing ever read them: what the head of a mail says of its sender is kept as evidence.
alter table incoming drop column headers;
