import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { DateTime } from 'luxon'
import { Chart, type ChartColumn, type ChartProps, useAgreementMarks } from '#ui/chart'
import { type client, orpc, problemText } from '#ui/client'
import { formatMonthShort } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { useUrl } from '#ui/shell'
import type { Asked } from './asked.ts'

type Loaded = Awaited<ReturnType<typeof client.numbers.overTime>>
type Month = Loaded['months'][number]
type What = 'race' | 'kept' | 'answers' | 'money'
type Line = ChartColumn & { of: (month: Month) => number | null }

/** A month beside too few others says nothing. */
const fewest = 6
const n = (key: string) => (month: Month) => month.values[key] ?? 0
const less = (all: string, part: string) => (month: Month) => n(all)(month) - n(part)(month)

const whats: { value: What; label: string; title: string; kind: ChartProps['kind']; lines: Line[] }[] = [
  {
    value: 'race',
    label: 'Leads',
    title: 'Leads to customers, month by month',
    kind: 'bar',
    lines: [
      { id: 'leads', title: 'Leads', accent: 'coral', of: n('funnel.lead') },
      { id: 'ready', title: 'Ready', accent: 'amber', of: n('funnel.ready') },
      { id: 'offered', title: 'Offered', accent: 'teal', of: n('funnel.offered') },
      { id: 'won', title: 'Won', accent: 'green', of: n('funnel.won') },
    ],
  },
  {
    value: 'kept',
    label: 'Kept',
    title: 'Offered, by whether they were kept',
    kind: 'stack',
    lines: [
      { id: 'kept', title: 'Kept', accent: 'teal', of: n('handover.kept') },
      {
        ...{ id: 'not_kept', title: 'Not kept, or not yet', accent: 'gray' },
        of: less('handover.answerable', 'handover.kept'),
      },
    ],
  },
  {
    value: 'answers',
    label: 'Answers',
    title: 'Answers that were due',
    kind: 'stack',
    lines: [
      { id: 'in_time', title: 'In time', accent: 'teal', of: n('clock.answer_in_time') },
      { id: 'late', title: 'Late', accent: 'red', of: less('clock.answer_due', 'clock.answer_in_time') },
    ],
  },
  {
    value: 'money',
    label: 'Money',
    title: 'Won and spent',
    kind: 'bar',
    lines: [
      { id: 'won', title: 'Won value', accent: 'teal', of: n('deal.won.value') },
      { id: 'spent', title: 'Spent', accent: 'coral', of: ({ values }) => values['spend.all'] ?? null },
    ],
  },
]

/** How the months went, each as its own page says it, with a line where an agreement began. */
export function OverTime({ filter }: { filter: NonNullable<Asked['filter']> }) {
  const [named, choose] = useUrl('months', 'race')
  const what = whats.find(({ value }) => value === named) ?? whats[0]!
  const { view: _, ...asked } = filter
  const { data, error, refetch } = useQuery(
    orpc.numbers.overTime.queryOptions({
      input: { ...asked, from: longEnough(asked.from, asked.to) },
      meta: { topics: ['leads', 'handovers', 'deals', 'campaigns'] },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Section
      title="Month by month"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Month by month"
          value={what.value}
          onChange={choose}
          data={whats.map(({ value, label }) => ({ value, label }))}
        />
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={6} />}
      {!error && data && <Drawn what={what} told={data} />}
    </Section>
  )
}

/** Whole months are told, so that a day more or less makes no difference. */
const longEnough = (from: Date, to: Date): Date => {
  const least = DateTime.fromJSDate(to)
    .minus({ months: fewest - 1 })
    .toJSDate()
  return least < from ? least : from
}

/** Months before anything happened, as in a period longer than the firm's history, would press the others together. */
function sinceSomething(
  months: Month[],
  lines: readonly Line[],
  agreements: readonly { at: Date }[],
): Month[] {
  const first = months.findIndex(
    (month) => lines.some(({ of }) => (of(month) ?? 0) !== 0) || agreements.some(({ at }) => at < month.to),
  )
  return months.slice(Math.min(Math.max(0, first), Math.max(0, months.length - fewest)))
}

function Drawn({ what, told }: { what: (typeof whats)[number]; told: Loaded }) {
  const { currency, zone } = told
  const agreements = useAgreementMarks()
  const months = sinceSomething(told.months, what.lines, agreements)
  const marks = agreements.flatMap(({ at, label }) => {
    const month = months.find(({ from, to }) => at >= from && at < to)
    return month ? [{ at: formatMonthShort(month.month), label }] : []
  })
  const lines = what.lines.filter(({ of }) => months.some((month) => of(month) !== null))
  const isMoney = what.value === 'money'
  const young = new Set(
    what.value === 'kept'
      ? months.filter(({ ripe }) => !ripe).map(({ month }) => formatMonthShort(month))
      : [],
  )
  return (
    <Chart
      title={what.title}
      kind={what.kind}
      x="month"
      series={lines.map(({ id }) => id)}
      columns={[
        { id: 'month', title: 'Month' },
        ...lines.map(({ of: _, ...column }) => ({
          ...column,
          ...(isMoney ? { format: 'money' as const, currency } : { format: 'number' as const }),
        })),
      ]}
      rows={months.map((month) => ({
        month: formatMonthShort(month.month),
        ...Object.fromEntries(lines.map(({ id, of }) => [id, of(month)])),
      }))}
      marks={marks}
      unripe={(row) => young.has(String(row.month))}
      note={[
        `whole months, ${zone}`,
        ...(young.size > 0 ? ['hatched: still young, not to be compared'] : []),
      ].join(' · ')}
    />
  )
}
