import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { EmptyState } from '#ui/pieces'
import { Page, useGo, useUrl, useUrlJson } from '#ui/shell'
import { type Column, DataTable, type Sort } from '#ui/table'
import { type Company, companySorts } from '../contract.ts'
import { AddCompany } from './add-company.tsx'
import { editsOf } from './saving.ts'

type SortKey = (typeof companySorts)[number]
const pauseMs = 150
const byName: Sort = { column: 'name', direction: 'asc' }

function columnsFor(reload: () => unknown): Column<Company>[] {
  const edits = editsOf(reload)
  return [
    { id: 'name', title: 'Name', value: (row) => row.name, width: 220, grow: 2, sort: true, phone: 'title' },
    {
      id: 'people',
      title: 'People',
      value: (row) => row.people,
      format: 'number',
      width: 90,
      phone: 'corner',
    },
    {
      id: 'domain',
      title: 'Web site',
      value: (row) => row.domain,
      width: 180,
      grow: 1,
      phone: 'hidden',
      edit: { kind: 'text', save: edits.text('domain') },
    },
    {
      id: 'sector',
      title: 'Sector',
      value: (row) => row.sector,
      width: 160,
      grow: 1,
      edit: { kind: 'text', save: edits.text('sector') },
    },
    {
      id: 'city',
      title: 'Town',
      value: (row) => row.city,
      width: 130,
      edit: { kind: 'text', save: edits.text('city') },
    },
    {
      id: 'country',
      title: 'Country',
      value: (row) => row.country,
      width: 110,
      phone: 'hidden',
      edit: { kind: 'text', save: edits.text('country') },
    },
    {
      id: 'employees',
      title: 'Employees',
      value: (row) => row.employees,
      format: 'number',
      width: 110,
      sort: true,
      phone: 'hidden',
      edit: { kind: 'number', save: edits.employees },
    },
    {
      id: 'revenue',
      title: 'Turnover',
      value: (row) => row.revenueMinor,
      format: 'money',
      width: 140,
      sort: true,
      phone: 'hidden',
    },
    { id: 'owner', title: 'Owner', value: (row) => row.owner?.name ?? null, width: 140, phone: 'hidden' },
    {
      id: 'created',
      title: 'Added',
      value: (row) => row.createdAt,
      format: 'date',
      width: 110,
      sort: true,
      hidden: true,
      phone: 'hidden',
    },
  ]
}

/** The firms that people work for: search as you type, sort, edit in place. */
export default function Companies() {
  const go = useGo()
  const queries = useQueryClient()
  const [q, setQ] = useUrl('q')
  const [settled] = useDebouncedValue(q.trim(), pauseMs)
  const [asked, setSort] = useUrlJson<Sort>('sort', byName)
  const [adding, setAdding] = useState(false)
  const key = companySorts.find((one): one is SortKey => one === asked.column)
  const sort = key ? asked : byName
  const filter = settled ? { q: settled } : {}
  const [reload, columns] = useMemo(() => {
    const again = () => queries.invalidateQueries({ queryKey: orpc.companies.key() })
    return [again, columnsFor(again)]
  }, [queries])
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.companies.list.infiniteOptions({
        input: (cursor: string | undefined) => ({
          ...filter,
          sort: key ?? 'name',
          direction: sort.direction,
          limit: 100,
          ...(cursor && { cursor }),
        }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
      }),
    )
  const { data: total } = useQuery(orpc.companies.count.queryOptions({ input: filter }))
  return (
    <Page title="Companies" fill actions={<Button onClick={() => setAdding(true)}>Add a company</Button>}>
      <AddCompany opened={adding} onClose={() => setAdding(false)} after={reload} />
      <DataTable
        label="Companies"
        rows={data?.pages.flatMap((page) => page.rows) ?? []}
        columns={columns}
        rowId={(row) => row.id}
        loading={isPending}
        error={error ? problemText(error) : undefined}
        onRetry={() => void refetch()}
        more={hasNextPage}
        onEnd={() => isFetchingNextPage || void fetchNextPage()}
        total={total}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => go(`/companies/${row.id}`)}
        onPeek={(row) => go(`/companies/${row.id}`)}
        columnsKey="companies"
        toolbar={
          <TextInput
            aria-label="Search companies"
            placeholder="Name, web site or town"
            leftSection={<IconSearch size={15} />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            w={320}
            maw="100%"
          />
        }
        empty={
          settled ? (
            <EmptyState
              title="No company is found"
              action={{ label: 'Show all companies', run: () => setQ('') }}
            >
              No company’s name, web site or town has these words.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconBuilding size={22} />}
              title="No company is known yet"
              action={{ label: 'Add the first company', run: () => setAdding(true) }}
            >
              A company also appears by itself when a person is written down with one.
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
