-- Whoever comes back does so when their day begins where the firm is; it was kept as the day's beginning in UTC.
-- No trigger: nobody did this.
alter table handover disable trigger user;
update handover h set nurture_until = (h.nurture_until at time zone 'UTC') at time zone w.zone from workspace w
where w.workspace_id = h.workspace_id and h.state = 'sent_back' and h.nurture_until = date_trunc('day', h.nurture_until, 'UTC');
alter table handover enable trigger user;
