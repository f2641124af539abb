comment on column onboarding.member_id is 'who sold: whose deal it was when it was won, and who can say what was promised';
