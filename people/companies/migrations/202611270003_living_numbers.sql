-- A number names one living record: what is in the bin gives it free, so that an undone import can be brought in again.
drop index company_external;
create unique index company_external on company (workspace_id, external_id) where deleted_at is null;
