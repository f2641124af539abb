-- What lists are narrowed by reaches an index only as a column: beneath the fence of the workspace no function of one is looked up.
alter table company
  add column sector_key text collate "C" generated always as (fold(sector)) stored;
create index company_sector on company (workspace_id, sector_key, id);
