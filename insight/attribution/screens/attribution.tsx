import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FilteredBy, Filters, rowsPath, Toolbar } from '#insight/numbers/screens'
import { Stat } from '#ui/chart'
import { client, download, orpc, problemText } from '#ui/client'
import { formatMoney, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page, usePlace } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import { useAsked, useDealsPath } from './asked.ts'
import css from './attribution.module.css'
import { Rules } from './rules.tsx'
import { Table } from './table.tsx'

export type Loaded = Awaited<ReturnType<typeof client.attribution.get>>

/** What campaigns are given of the won value, by several models side by side. */
export default function Attribution() {
  const { asked, filter } = useAsked()
  const mayExport = useMay('exports.run')
  const { data, error, refetch } = useQuery(
    orpc.attribution.get.queryOptions({
      input: filter!,
      enabled: filter !== undefined,
      placeholderData: keepPreviousData,
      meta: { topics: ['deals', 'leads', 'campaigns', 'settings'] },
    }),
  )
  const save = async () => {
    try {
      download(await client.attribution.export(filter!))
    } catch (problem) {
      failToast(problemText(problem), 'No file was made.')
    }
  }
  const problem = asked.error ?? error
  return (
    <Page
      title="Attribution"
      actions={
        mayExport &&
        data && (
          <Button variant="default" onClick={() => void save()}>
            CSV
          </Button>
        )
      }
    >
      <Toolbar asked={asked} periodOnly />
      <Filters asked={asked} without="campaign" />
      <FilteredBy asked={asked} />
      {problem && <ErrorState what={problemText(problem)} onRetry={() => void refetch()} />}
      {!problem && !data && <Loading lines={8} />}
      {!problem && data && isEmpty(data) && (
        <EmptyState
          icon={<IconTargetArrow size={22} />}
          title="Nothing was won in this period"
          more={
            asked.narrowed && (
              <Button variant="default" onClick={asked.widen}>
                Show everything
              </Button>
            )
          }
        >
          When a deal is won, its value is given to the campaigns that its people came by. Choose a longer
          period, or plan a campaign and use its links.
        </EmptyState>
      )}
      {!problem && data && !isEmpty(data) && (
        <div className={css.stack}>
          <Sums data={data} />
          <Section
            title="By campaign"
            actions={data.marginMissing && <Link to="/settings/margins">Enter a margin</Link>}
          >
            <Table data={data} />
          </Section>
          <Rules data={data} />
        </div>
      )}
    </Page>
  )
}

const isEmpty = ({ total, rows }: Loaded) =>
  total.deals + rows.length + (total.spendMinor ?? 0) + (total.ownTimeMinor ?? 0) === 0

function Sums({ data: { total, none, currency, asOf } }: { data: Loaded }) {
  const { search } = usePlace()
  const path = useDealsPath()
  return (
    <div className={css.stats}>
      <Stat
        label="Won value"
        value={formatMoney(total.wonMinor, currency)}
        formula="one-off + recurring × min(term, 12), at the rate of the closing day"
        n={total.deals}
        asOf={asOf}
        to={rowsPath('deal.won', 'Won deals', search)}
        change={
          total.withoutRate > 0
            ? { text: `${formatNumber(total.withoutRate)} without a rate are not in it` }
            : undefined
        }
      />
      <Stat
        label="Given to campaigns"
        value={formatMoney(total.wonMinor - none.valueMinor, currency)}
        formula="won value − none; the same under each model"
        n={total.deals - none.deals}
        asOf={asOf}
      />
      <Stat
        label="None"
        value={formatMoney(none.valueMinor, currency)}
        formula="value of won deals no touch of which names a campaign"
        n={none.deals}
        asOf={asOf}
        to={path('none', 'None')}
      />
    </div>
  )
}
