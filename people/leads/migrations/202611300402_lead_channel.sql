-- Whose leads came by a channel is looked up; the channels there are, too.
create index lead_channel on lead (workspace_id, channel, contact_id);
