comment on column lead.first_page is 'the page they came to first (blank on erase)';
comment on column lead.referrer is '(blank on erase)';
comment on column lead.click_ids is 'what advertisers know them by (blank on erase)';
comment on column lead.self_reported is 'how they heard of us, in their words (blank on erase)';
comment on column lead_state.reason is '(blank on erase)';
