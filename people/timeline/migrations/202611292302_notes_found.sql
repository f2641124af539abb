select put_search_entries(workspace_id, array[id], array['note'], array[null]::uuid[], array[coalesce(contact_id, company_id, deal_id)],
  array[''], array[trim(regexp_replace(body, '\s+', ' ', 'g'))], array[trim(regexp_replace(body, '\s+', ' ', 'g'))])
from note where deleted_at is null and coalesce(contact_id, company_id, deal_id) is not null;
