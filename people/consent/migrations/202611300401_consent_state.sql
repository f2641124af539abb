-- Whether somebody only asked is told by the basis, so the index that finds people by their permissions has it too.
drop index consent_state;
create index consent_state on consent (workspace_id, channel, state, basis, subject_id);
