-- What is older than a day is forgotten for all firms at once.
select make_engine_queue('idempotency');
