import { useInfiniteQuery } from '@tanstack/react-query'
import { type client, orpc } from '#ui/client'
import { formatDate, formatDateTime } from '#ui/format'
import { EmptyState } from '#ui/pieces'
import { Page, useGo, usePlace, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import { workingTime } from '../pauses-said.ts'
import { useAsked } from './asked.ts'
import { FilteredBy } from './filters.tsx'
import css from './insight.module.css'

type Row = Awaited<ReturnType<typeof client.numbers.pauses>>['rows'][number]

const duties = {
  answer: 'Answer',
  attempt: 'First try',
  decision: 'Decision',
  verdict: 'Answer to a send-back',
} satisfies Record<Row['duty'], string>
const dutyIn = (text: string) => (Object.keys(duties) as Row['duty'][]).find((duty) => duty === text)

/** By whose act it was one: entered, granted, taken back. */
const byWhom = ({ member, enteredBy, grantedBy, cancelledAt }: Row): string =>
  [
    enteredBy === member ? 'entered by themselves' : enteredBy && `entered by ${enteredBy}`,
    grantedBy && `granted by ${grantedBy}`,
    cancelledAt && `cancelled on ${formatDate(cancelledAt)}`,
  ]
    .filter(Boolean)
    .join(', ')

const columns: Column<Row>[] = [
  { id: 'member', title: 'Away', value: (row) => row.member, grow: 1, width: 130, phone: 'title' },
  {
    id: 'minutes',
    title: 'Stood still',
    value: (row) => workingTime(row.minutes),
    width: 100,
    phone: 'corner',
  },
  { id: 'duty', title: 'Clock', value: (row) => duties[row.duty], width: 150 },
  { id: 'title', title: 'Of', value: (row) => row.title, grow: 1, width: 130 },
  {
    id: 'when',
    title: 'From, to',
    value: (row) => `${formatDateTime(row.fromAt)} – ${formatDateTime(row.toAt)}`,
    width: 270,
  },
  { id: 'why', title: 'Why', value: (row) => row.why, grow: 1, width: 110 },
  { id: 'by', title: 'By whom', value: byWhom, grow: 2, width: 280 },
]
const pageRows = 100

/** When the clocks behind an in-time rate stood still: whose, why, for how long, and by whose act. */
export default function PausesList() {
  const asked = useAsked()
  const [duty] = useUrl('duty')
  const { search } = usePlace()
  const [month] = useUrl('month')
  const back = new URLSearchParams(search)
  for (const name of ['duty', 'zone', 'month']) back.delete(name)
  const go = useGo()
  const query = useInfiniteQuery(
    orpc.numbers.pauses.infiniteOptions({
      enabled: asked.filter !== undefined,
      input: (after: number) => {
        const { view: _, ...filter } = { ...asked.filter! }
        return { ...filter, ...(dutyIn(duty) && { duty: dutyIn(duty) }), after, limit: pageRows }
      },
      initialPageParam: 0,
      getNextPageParam: (page, pages) => {
        const shown = pages.reduce((sum, { rows }) => sum + rows.length, 0)
        return shown < page.n ? shown : undefined
      },
    }),
  )
  const all = query.data?.pages[0]
  return (
    <Page
      title={all && all.n > 0 ? `Pauses: ${workingTime(all.minutes)}` : 'Pauses'}
      crumbs={[
        month
          ? { label: 'Month', to: `/insight/months/${month}` }
          : { label: 'Numbers', to: `/insight?${back}` },
      ]}
      fill
    >
      <div className={css.overRows}>
        <FilteredBy asked={asked} />
      </div>
      <DataTable
        label="Pauses"
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => [row.duty, row.handoverId, row.member, row.fromAt, row.toAt].join(' ')}
        total={all && { count: all.n, exact: true }}
        onPeek={(row) => go(`/handovers/${row.handoverId}`)}
        onOpen={(row) => go(`/handovers/${row.handoverId}`)}
        empty={
          <EmptyState title="No pauses">
            No clock that is counted in this period stood still while somebody was away.
          </EmptyState>
        }
      />
    </Page>
  )
}
