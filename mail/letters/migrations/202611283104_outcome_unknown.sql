alter table letter drop constraint letter_state_check;
alter table letter add constraint letter_state_check check (state in ('queued', 'sending', 'unknown', 'accepted', 'rejected', 'kept', 'held', 'expired', 'stopped', 'bounced')) not valid;
alter table letter validate constraint letter_state_check;
comment on table letter is 'tenant: a transactional mail: never sent again by itself once it may have left, always with the same Message-ID (not in the change log)';
comment on column letter.state is 'kept: no mail server is set up, readable under Sent mail; held: the installation is silent; unknown: the connection or the process broke before the mail server said that it took it';
drop index letter_untold;
create index letter_untold on letter (workspace_id, finished_at) where personal and told_at is null and state in ('accepted', 'rejected', 'bounced', 'expired', 'unknown');
create index letter_held on letter (workspace_id, id) where state = 'held';
