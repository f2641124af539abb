import type { Wiring } from '#platform/registry'
import { campaignsChanged } from './found.ts'
import { campaignLeaver } from './leaving.ts'

export const campaignsWiring: Wiring = {
  leavers: [campaignLeaver],
  records: [
    {
      record: 'campaign',
      label: 'Campaign',
      may: 'campaigns.read',
      path: (id) => `/marketing/campaigns/${id}`,
      isThere: async (db, id) =>
        (await db
          .selectFrom('campaign')
          .select('id')
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()) !== undefined,
    },
  ],
  restored: [{ table: 'campaign', run: campaignsChanged }],
}
