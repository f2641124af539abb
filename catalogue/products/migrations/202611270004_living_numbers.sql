-- A number names one living record: what is in the bin gives it free, so that an undone import can be brought in again.
drop index product_external;
create unique index product_external on product (workspace_id, external_id) where deleted_at is null;
