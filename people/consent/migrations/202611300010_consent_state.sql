-- Who permitted or refused something on a channel is looked up, not asked of everybody in turn.
create index consent_state on consent (workspace_id, channel, state, subject_id);
