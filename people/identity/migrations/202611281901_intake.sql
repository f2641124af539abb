-- The engine sees whose a visitor is, so that what somebody known does reaches the pump in the same transaction.
create policy intake on identity for select to baton_engine using (true);
grant select on identity to baton_engine;
