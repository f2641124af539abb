-- What stays of an event when whoever it speaks of is erased: that it happened, where on our own site, by which campaign.
comment on column journal_event.data is '(blank on erase but for site, page, visit, channel, utm, campaign, imported, formId, linkId, intent)';
comment on column journal_event.effect_key is 'the sender''s own name for it (blank on erase)';
