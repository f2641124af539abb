alter table seam_setting add column agreement int;
comment on column seam_setting.agreement is 'the number of the agreement that these terms were signed in; null: settings that nobody signed';
alter table handover add column pulled_at timestamptz(3);
comment on column handover.pulled_at is 'when a manager put it before the others that wait; who and why is in its history';
create index handover_released on handover (workspace_id, product_line_id, first_offered_at) where lane = 'earned';
