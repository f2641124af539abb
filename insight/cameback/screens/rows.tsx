import { useInfiniteQuery } from '@tanstack/react-query'
import { useReasonLabel } from '#handover/handovers/screens'
import { type client, orpc } from '#ui/client'
import { EmptyState } from '#ui/pieces'
import { Page, useGo, usePlace, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import { type Grouping, groupings, useAsked } from './asked.ts'

type Asked = Parameters<typeof client.cameBack.rows>[0]
type Row = Awaited<ReturnType<typeof client.cameBack.rows>>['rows'][number]
const columnsOf = (reasonLabel: (code: string) => string): Column<Row>[] => [
  { id: 'name', title: 'Name', value: (row) => row.name, grow: 2, width: 200, phone: 'title' },
  {
    id: 'reason',
    title: 'Reason',
    value: (row) => row.reason && reasonLabel(row.reason),
    width: 190,
    phone: 'corner',
  },
  { id: 'seller', title: 'Seller', value: (row) => row.seller, width: 150 },
  { id: 'at', title: 'When', value: (row) => row.at, format: 'datetime', width: 170 },
  { id: 'won', title: 'Won', value: (row) => row.wonAt, format: 'datetime', width: 170, phone: 'hidden' },
]

/** The very rows that a number counts. */
export default function Rows() {
  const { asked } = useAsked()
  const go = useGo()
  const columns = columnsOf(useReasonLabel())
  const [set] = useUrl('set', 'sent_back')
  const [title] = useUrl('title', 'Rows')
  const [by] = useUrl('by')
  const [key] = useUrl('key')
  const [reason] = useUrl('reason')
  const { search } = usePlace()
  const back = new URLSearchParams(search)
  for (const name of ['set', 'title', 'key', 'reason']) back.delete(name)
  const grouping = groupings.find(({ value }) => value === by)?.value as Grouping | undefined
  const query = useInfiniteQuery(
    orpc.cameBack.rows.infiniteOptions({
      enabled: asked !== undefined,
      input: (cursor: string | undefined) => ({
        ...asked!,
        set: set as Asked['set'],
        ...(grouping && key && { by: grouping, key }),
        ...(reason && { reason }),
        ...(cursor && { cursor }),
        limit: 100,
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const n = query.data?.pages[0]?.n
  const open = (row: Row) => go(row.unit === 'deal' ? `/sales/deals/${row.id}` : `/handovers/${row.id}`)
  return (
    <Page title={title} crumbs={[{ label: 'What came back', to: `/insight/came-back?${back}` }]} fill>
      <DataTable
        label={title}
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => row.id}
        total={n === undefined ? undefined : { count: n, exact: true }}
        onPeek={open}
        onOpen={open}
        empty={<EmptyState title="No rows">Nothing is counted in this period.</EmptyState>}
      />
    </Page>
  )
}
