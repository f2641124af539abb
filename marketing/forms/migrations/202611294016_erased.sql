comment on column submission.answers is '(blank on erase)';
comment on column submission.source is 'where they came from (blank on erase but for channel, utm)';
comment on column submission.opt_in_hash is '(blank on erase)';
