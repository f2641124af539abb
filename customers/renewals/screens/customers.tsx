import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconHeartHandshake, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { orpc } from '#ui/client'
import { defaultCurrency, formatDate, formatMoney } from '#ui/format'
import { EmptyState, Tag } from '#ui/pieces'
import { Link, Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import { useMay } from '#workspace/members/screens'
import type { Customer } from '../contract.ts'
import css from './customers.module.css'

const pauseMs = 200
const soonMs = 60 * 86_400_000

/** When the term ends, marked when it is soon; or that none runs any more. */
function Renews({ renewsAt, endedAt }: Customer) {
  if (!renewsAt) return endedAt ? <Tag>ended {formatDate(endedAt)}</Tag> : null
  const isSoon = renewsAt.getTime() - Date.now() < soonMs
  return isSoon ? <Tag accent="amber">{formatDate(renewsAt)}</Tag> : formatDate(renewsAt)
}

/** The open deal that goes on with the term, or the way to make it once that ends soon. */
function Renewal({ renewsAt, ending, renewal }: Customer) {
  const mayMake = useMay('deals.write')
  const isSoon = renewsAt !== null && renewsAt.getTime() - Date.now() < soonMs
  const stay = (event: MouseEvent) => event.stopPropagation()
  if (renewal)
    return (
      <Link to={`/sales/deals/${renewal.id}`} onClick={stay} dir="auto">
        {renewal.name}
      </Link>
    )
  return ending && isSoon && mayMake ? (
    <Link to={`/sales/deals/new?renews=${ending.id}`} onClick={stay}>
      Make the deal
    </Link>
  ) : null
}

const columns: Column<Customer>[] = [
  { id: 'name', title: 'Customer', value: (row) => row.name, width: 220, grow: 2, phone: 'title' },
  {
    id: 'renews',
    title: 'Renews',
    value: (row) => row.renewsAt,
    cell: (row) => <Renews {...row} />,
    width: 130,
    phone: 'corner',
  },
  {
    id: 'renewal',
    title: 'Renewal',
    value: (row) => row.renewal?.name ?? null,
    cell: (row) => <Renewal {...row} />,
    width: 150,
    phone: 'hidden',
  },
  {
    id: 'recurring',
    title: 'A month',
    value: (row) => (row.recurringMinor === 0 ? null : row.recurringMinor),
    format: 'money',
    width: 110,
  },
  { id: 'value', title: 'Bought for', value: (row) => row.valueMinor, format: 'money', width: 130 },
  { id: 'deals', title: 'Deals', value: (row) => row.deals, format: 'number', width: 70, phone: 'hidden' },
  {
    id: 'promises',
    title: 'Promised',
    value: (row) => row.promises.open || null,
    cell: ({ promises: { open, late } }) =>
      late > 0 ? <Tag accent="amber">{late} late</Tag> : open > 0 ? `${open} open` : null,
    width: 100,
  },
  { id: 'owner', title: 'Owner', value: (row) => row.owner?.name ?? null, width: 140 },
  { id: 'since', title: 'Since', value: (row) => row.since, format: 'date', width: 110, phone: 'hidden' },
  {
    id: 'talked',
    title: 'Last talk',
    value: (row) => row.talkedAt,
    format: 'relative',
    width: 110,
    phone: 'hidden',
  },
]

/** Whoever bought: what recurs, when the next term ends, and when anybody last talked with them. */
export default function Customers() {
  const go = useGo()
  const [q, setQ] = useUrl('q')
  const [asked] = useDebouncedValue(q.trim(), pauseMs)
  const query = useInfiniteQuery(
    orpc.customers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(asked && { q: asked }), ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['deals', 'contacts', 'companies', 'onboarding'] },
    }),
  )
  const [first] = query.data?.pages ?? []
  return (
    <Page title="Customers" fill>
      <DataTable
        label="Customers"
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => row.id}
        busy={query.isFetching}
        total={first && { count: first.count, exact: true }}
        onOpen={(row) => go(row.record === 'company' ? `/companies/${row.id}` : `/people/${row.id}`)}
        toolbar={
          <div className={css.toolbar}>
            <TextInput
              aria-label="Search customers"
              placeholder="Name"
              size="xs"
              w={260}
              leftSection={<IconSearch size={14} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
            {first && first.recurringMinor > 0 && (
              <span className={css.sum}>
                {formatMoney(first.recurringMinor, defaultCurrency())} a month under terms that run
              </span>
            )}
          </div>
        }
        empty={
          asked ? (
            <EmptyState
              title="No customer fits"
              action={{ label: 'Show all customers', run: () => setQ('') }}
            >
              All customers are still there; the search hides them.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconHeartHandshake size={22} />}
              title="No customer yet"
              action={{ label: 'Go to the deals', run: () => go('/sales/deals') }}
            >
              Whoever a deal is won with stands here from then on, with what recurs and when it renews.
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
