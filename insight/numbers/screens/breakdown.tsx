import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Chart, useAgreementMarks } from '#ui/chart'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState } from '#ui/pieces'
import { Section } from '#ui/record'
import { useUrl } from '#ui/shell'
import type { Asked, Grouping } from './asked.ts'
import { type Group, largest } from './largest.ts'

const groupings: { value: Grouping; label: string }[] = [
  { value: 'channel', label: 'Source' },
  { value: 'form', label: 'Form' },
  { value: 'product_line', label: 'Product line' },
  { value: 'person', label: 'Person' },
]
const series = ['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'] as const
const titles = {
  lead: 'Leads',
  ready: 'Ready',
  offered: 'Offered',
  accepted: 'Accepted',
  qualified: 'Qualified',
  won: 'Won',
}
const accents = {
  lead: 'coral',
  ready: 'amber',
  offered: 'gray',
  accepted: 'teal',
  qualified: 'teal',
  won: 'green',
} as const

/** More bars than this nobody tells apart. */
const mostBars = 12

const rowsOf = (groups: readonly Group[]) =>
  groups.map(({ name, counts }) => ({
    name,
    ...Object.fromEntries(series.map((id) => [id, counts[id] ?? 0])),
  }))

/** The funnel by where people came from or who took them; the largest groups first. */
export function Breakdown({ asked, filter }: { asked: Asked; filter: NonNullable<Asked['filter']> }) {
  const [by, setBy] = useUrl('by', 'channel')
  const { data, error, refetch } = useQuery(
    orpc.numbers.breakdown.queryOptions({
      input: { ...filter, by: by as Grouping },
      meta: { topics: ['leads', 'handovers', 'deals'] },
      placeholderData: keepPreviousData,
    }),
  )
  const groups = data?.rows ?? []
  // Its axis is no time, so what began in the period is said above it.
  const began = useAgreementMarks()
    .filter(({ at }) => at >= filter.from && at < filter.to)
    .map(({ at, label }) => `${label} since ${formatDate(at)}`)
  return (
    <Section
      title="Broken down"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Broken down by"
          value={by}
          onChange={setBy}
          data={groupings}
        />
      }
    >
      {error ? (
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      ) : (
        <Chart
          title={`Funnel by ${groupings.find((it) => it.value === by)?.label.toLowerCase() ?? by}`}
          note={[asked.view === 'cohort' ? 'cohort view' : 'period view', ...began].join(' · ')}
          kind="bar"
          x="name"
          series={[...series]}
          columns={[
            { id: 'name', title: groupings.find((it) => it.value === by)?.label ?? by },
            ...series.map((id) => ({
              id,
              title: titles[id],
              format: 'number' as const,
              accent: accents[id],
            })),
          ]}
          rows={rowsOf(groups)}
          drawn={rowsOf(largest(groups, mostBars))}
        />
      )}
    </Section>
  )
}
