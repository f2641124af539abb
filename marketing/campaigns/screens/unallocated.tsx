import { Page } from '#ui/shell'
import { Costs } from './costs.tsx'

/** What marketing spends for no campaign: tools, the agency's fee, a licence. It stands beside the campaigns, always. */
export default function Unallocated() {
  return (
    <Page title="Spent for no campaign" crumbs={[{ label: 'Campaigns', to: '/marketing/campaigns' }]} narrow>
      <Costs campaign={null} />
    </Page>
  )
}
