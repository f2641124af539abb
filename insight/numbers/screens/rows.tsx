import { useInfiniteQuery } from '@tanstack/react-query'
import type { OpenedUnit } from '#insight/sets/contract'
import { orpc } from '#ui/client'
import { EmptyState } from '#ui/pieces'
import { Page, useGo, usePlace, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import { useAsked } from './asked.ts'
import { FilteredBy } from './filters.tsx'
import css from './insight.module.css'
import { rowPath } from './row-path.ts'

type Row = {
  id: string
  unit: OpenedUnit
  recordId: string
  title: string
  at: Date
  valueMinor: number | null
}

const columns: Column<Row>[] = [
  { id: 'title', title: 'Name', value: (row) => row.title, grow: 2, width: 220, phone: 'title' },
  { id: 'unit', title: 'What', value: (row) => row.unit, width: 100, phone: 'corner' },
  { id: 'at', title: 'When', value: (row) => row.at, format: 'datetime', width: 170 },
]
const withValue: Column<Row>[] = [
  ...columns,
  { id: 'value', title: 'Value', value: (row) => row.valueMinor, format: 'money', width: 140, align: 'end' },
]

/** The very rows that a number counts. */
export default function Rows() {
  const asked = useAsked()
  const [key] = useUrl('key')
  const [title] = useUrl('title', 'Rows')
  const [reason] = useUrl('reason')
  const [origin] = useUrl('origin')
  const { search } = usePlace()
  const [month] = useUrl('month')
  const back = new URLSearchParams(search)
  for (const name of ['key', 'title', 'reason', 'origin', 'zone', 'month']) back.delete(name)
  const go = useGo()
  const open = (row: Row) => {
    const to = rowPath(row)
    if (to) go(to)
  }
  const query = useInfiniteQuery(
    orpc.numbers.rows.infiniteOptions({
      enabled: asked.filter !== undefined && key !== '',
      input: (cursor: string | undefined) => ({
        ...asked.filter!,
        key,
        ...(reason && { reason }),
        ...(origin && { origin }),
        ...(cursor && { cursor }),
        limit: 100,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const pages = pagesOf(query)
  const n = query.data?.pages[0]?.n
  return (
    <Page
      title={title}
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
        label={title}
        {...pages}
        columns={pages.rows.some((row) => row.valueMinor !== null) ? withValue : columns}
        rowId={(row) => `${row.unit} ${row.id}`}
        total={n === undefined ? undefined : { count: n, exact: true }}
        onPeek={open}
        onOpen={open}
        empty={<EmptyState title="No rows">Nothing is counted in this period.</EmptyState>}
      />
    </Page>
  )
}
