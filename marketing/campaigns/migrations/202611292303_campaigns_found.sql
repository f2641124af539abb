select put_search_entries(workspace_id, array[id], array['campaign'], array['00000000-0000-0000-0000-000000000000']::uuid[], array[null]::uuid[],
  array[name], array[code], array[name || ' ' || code])
from campaign where deleted_at is null;
