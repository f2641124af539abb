-- Each firm that has letters due takes its turn, the urgent ones of each first.
create index letter_turn on letter (workspace_id, priority, not_before) where state = 'queued';
