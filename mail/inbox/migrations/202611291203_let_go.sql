alter table incoming add column state_before text check (state_before in ('unmatched', 'filed', 'ignored', 'bounce', 'refused', 'forged'));
comment on column incoming.state_before is 'what it was when somebody let it go, so that it can be put back';
