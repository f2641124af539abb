comment on column consent.address_key is '(blank on erase)';
comment on column consent.proof is 'where and how it was said (blank on erase but for form, formId, version)';
