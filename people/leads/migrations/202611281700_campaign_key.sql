alter table lead add column campaign_key text collate "C" generated always as (fold(campaign)) stored;
create index lead_campaign on lead (workspace_id, campaign_key) where campaign_key is not null;
