-- A month that froze is told in the zone and currency in which it was counted, whatever the firm says later.
alter table month add column zone text, add column currency text;
update month m set zone = w.zone, currency = w.currency from workspace w where w.workspace_id = m.workspace_id;
alter table month alter column zone set not null, alter column currency set not null;
comment on column month.zone is 'where the firm was when it froze: its days, and so the span that was counted, are of this zone';
comment on column month.currency is 'of its money';
