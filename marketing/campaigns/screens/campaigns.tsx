import { Button } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { EmptyState } from '#ui/pieces'
import { Link, Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable } from '#ui/table'
import { useMay } from '#workspace/members/screens'
import type { Campaign } from '../contract.ts'
import css from './campaigns.module.css'
import { NewCampaign } from './new-campaign.tsx'
import { useResults } from './use-campaigns.ts'
import { asDay, channelOptions, labelOf } from './words.ts'

type Results = ReturnType<typeof useResults>

function columnsOf({ of }: Results): Column<Campaign>[] {
  const result = (row: Campaign) => of.get(row.id)
  return [
    { id: 'name', title: 'Campaign', value: (row) => row.name, width: 220, grow: 2, phone: 'title' },
    {
      id: 'channel',
      title: 'Channel',
      value: (row) => labelOf(channelOptions, row.channel),
      width: 110,
      phone: 'corner',
    },
    {
      id: 'period',
      title: 'Period',
      value: (row) => row.from,
      cell: (row) => `${formatDate(asDay(row.from))} – ${formatDate(asDay(row.to))}`,
      width: 200,
    },
    {
      id: 'leads',
      title: 'Leads',
      value: (row) => result(row)?.leads ?? 0,
      cell: (row) =>
        row.goalLeads === null
          ? formatNumber(result(row)?.leads ?? 0)
          : `${formatNumber(result(row)?.leads ?? 0)} of ${formatNumber(row.goalLeads)}`,
      align: 'end',
      width: 100,
      phone: 'hidden',
    },
    {
      id: 'kept',
      title: 'Kept',
      value: (row) => result(row)?.kept ?? 0,
      format: 'number',
      width: 80,
      phone: 'hidden',
    },
    { id: 'won', title: 'Won', value: (row) => result(row)?.wonMinor ?? 0, format: 'money', width: 130 },
    {
      id: 'spend',
      title: 'Spent',
      value: (row) => result(row)?.spendMinor ?? 0,
      format: 'money',
      width: 120,
    },
    {
      id: 'planned',
      title: 'Planned',
      value: (row) => row.plannedMinor,
      format: 'money',
      width: 120,
      hidden: true,
      phone: 'hidden',
    },
    {
      id: 'perLead',
      title: 'A lead',
      value: (row) => result(row)?.perLeadMinor ?? null,
      format: 'money',
      width: 110,
      phone: 'hidden',
    },
  ]
}

/** What marketing plans and does, what it costs, and what came of it. */
export default function Campaigns() {
  const go = useGo()
  const [making, setMaking] = useUrl('new')
  const mayPlan = useMay('campaigns.write')
  const results = useResults()
  const { data, error, refetch, isPending } = useQuery(orpc.campaigns.list.queryOptions({ input: {} }))
  const make = () => setMaking('yes')
  return (
    <Page title="Campaigns" fill actions={mayPlan && <Button onClick={make}>Plan a campaign</Button>}>
      <DataTable
        label="Campaigns"
        rows={data?.rows ?? []}
        columns={columnsOf(results)}
        rowId={(row) => row.id}
        loading={isPending}
        error={error ? problemText(error) : undefined}
        onRetry={() => void refetch()}
        total={data && { count: data.rows.length, exact: true }}
        onOpen={(row) => go(`/marketing/campaigns/${row.id}`)}
        columnsKey="campaigns"
        toolbar={
          data && (
            <p className={css.unallocated}>
              <Link to="/marketing/costs">Spent for no campaign</Link>:{' '}
              {formatMoney(results.unallocatedMinor, defaultCurrency())}
            </p>
          )
        }
        empty={
          <EmptyState
            icon={<IconSpeakerphone size={22} />}
            title="No campaign yet"
            {...(mayPlan && { action: { label: 'Plan the first campaign', run: make } })}
          >
            A fair, a mailing, an advertisement: with its period, its costs and the code that its links carry,
            what it brought stands beside what it cost.
          </EmptyState>
        }
      />
      <NewCampaign opened={making !== '' && mayPlan === true} onClose={() => setMaking('')} />
    </Page>
  )
}
