-- A number names one living record: what is in the bin gives it free, so that an undone import can be brought in again.
drop index deal_external;
create unique index deal_external on deal (workspace_id, external_id) where deleted_at is null;
