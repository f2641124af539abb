-- The engine takes in what visitors do, of all workspaces in one transaction: it adds, and reads nothing back.
create policy intake on journal_event for insert to baton_engine with check (true);
grant insert on journal_event to baton_engine;
create policy intake on subject for insert to baton_engine with check (true);
grant insert on subject to baton_engine;
comment on column subject.key is 'what it is found by; of a website visitor none: only `visitor` knows which browser it is';
