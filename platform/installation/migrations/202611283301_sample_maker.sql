-- Who makes or removes a sample firm holds it by a token that nobody else has; what breaks off again and again is given up.
alter table sample_firm add column taken_by uuid, add column tries int not null default 0;
alter table sample_firm drop constraint sample_firm_state_check;
alter table sample_firm add constraint sample_firm_state_check check (state in ('wanted', 'building', 'ready', 'removing', 'failed'));
comment on column sample_firm.taken_by is 'of whoever holds the lease: without it nobody may say how far it is';
comment on column sample_firm.tries is 'how often its making began; a process that was stopped in order does not count';

-- Nobody works in a firm that is being removed: sign-in has to know.
create policy sign_in on sample_firm to baton_auth using (true);
grant select (workspace_id, state) on sample_firm to baton_auth;
