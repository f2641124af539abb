import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { EmptyState, Tag } from '#ui/pieces'
import { Page, useGo, useUrl, useUrlParts } from '#ui/shell'
import { type Column, DataTable, type Sort } from '#ui/table'
import type { Deal, sortKeys } from '../contract.ts'
import css from './deals.module.css'
import { MoveMany } from './move-many.tsx'

const pauseMs = 150
const states = ['open', 'won', 'lost'] as const
const stateWords = {
  open: { label: 'Open', accent: 'teal' },
  won: { label: 'Won', accent: 'green' },
  lost: { label: 'Lost', accent: 'gray' },
} as const
const day = (text: string | null) => (text ? new Date(text) : null)

const columns: Column<Deal>[] = [
  { id: 'name', title: 'Deal', value: (row) => row.name, width: 200, grow: 2, sort: true, phone: 'title' },
  {
    id: 'state',
    title: 'State',
    value: (row) => stateWords[row.state].label,
    cell: ({ state }) => (
      <Tag accent={stateWords[state].accent} dot>
        {stateWords[state].label}
      </Tag>
    ),
    width: 90,
    phone: 'corner',
  },
  { id: 'company', title: 'Company', value: (row) => row.company?.name ?? null, width: 140, grow: 1 },
  { id: 'contact', title: 'Person', value: (row) => row.contact?.name ?? null, width: 130, grow: 1 },
  {
    id: 'value',
    title: 'Value',
    value: (row) => row.valueMinor,
    format: 'money',
    currency: (row) => row.currency,
    width: 120,
    sort: true,
  },
  {
    id: 'expectedClose',
    title: 'Expected',
    value: (row) => day(row.expectedClose),
    format: 'date',
    width: 110,
    sort: true,
  },
  {
    id: 'pushes',
    title: 'Pushed',
    value: (row) => row.pushes || null,
    format: 'number',
    width: 80,
    phone: 'hidden',
  },
  { id: 'owner', title: 'Owner', value: (row) => row.owner?.name ?? null, width: 120, phone: 'hidden' },
  { id: 'closed', title: 'Closed', value: (row) => row.closedAt, format: 'date', width: 110, sort: true },
]

/** All deals as a list: open, won and lost. */
export default function Deals() {
  const go = useGo()
  const [q, setQ] = useUrl('q')
  const [wanted] = useUrl('state')
  const state = states.find((it) => it === wanted)
  const [settled] = useDebouncedValue(q.trim(), pauseMs)
  const [sort, setSort] = useState<Sort>({ column: 'value', direction: 'desc' })
  const [ownerId, setOwner] = useUrl('owner')
  const [stageId, setStage] = useUrl('stage')
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const owners = members?.rows.filter((it) => it.status === 'active' || it.id === ownerId) ?? []
  const [parts, setParts] = useUrlParts()
  const companyId = parts.get('company') ?? ''
  const below = parts.get('below') !== null
  const filter = {
    ...(companyId && (below ? { within: companyId } : { companyId })),
    ...(settled && { q: settled }),
    ...(state && { state }),
    ...(ownerId && { ownerId }),
    ...(stageId && { stageId }),
  }
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.deals.list.infiniteOptions({
        input: (cursor: string | undefined) => ({
          ...filter,
          sort: sort.column as (typeof sortKeys)[number],
          direction: sort.direction,
          limit: 100,
          ...(cursor && { cursor }),
        }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
      }),
    )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const changes = firm?.permissions.includes('deals.write') === true
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { data: total } = useQuery(orpc.deals.count.queryOptions({ input: filter }))
  return (
    <Page
      title="Deals"
      fill
      tabs={[
        { label: 'All', to: '/sales/deals' },
        ...states.map((it) => ({ label: stateWords[it].label, to: `/sales/deals?state=${it}` })),
      ]}
      actions={<Button onClick={() => go('/sales/deals/new')}>New deal</Button>}
    >
      <DataTable
        label="Deals"
        rows={data?.pages.flatMap((page) => page.rows) ?? []}
        columns={columns}
        rowId={(row) => row.id}
        loading={isPending}
        error={error ? problemText(error) : undefined}
        onRetry={() => void refetch()}
        more={hasNextPage}
        onEnd={() => isFetchingNextPage || void fetchNextPage()}
        total={total && { count: total.count, exact: true }}
        sort={sort}
        onSort={setSort}
        {...(changes && { selected, onSelected: setSelected })}
        bulk={(ids, clear) => <MoveMany ids={ids} clear={clear} />}
        onOpen={(row) => go(`/sales/deals/${row.id}`)}
        onPeek={(row) => go(`/sales/deals/${row.id}`)}
        columnsKey="deals"
        toolbar={
          <div className={css.filters}>
            <TextInput
              aria-label="Search deals"
              placeholder="Deal or company"
              leftSection={<IconSearch size={15} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
              w={240}
            />
            <Select
              aria-label="Stage"
              placeholder="Any stage"
              clearable
              clearButtonProps={{ 'aria-label': 'Any stage' }}
              w={150}
              value={stageId || null}
              data={(pipeline?.stages ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => setStage(value ?? '')}
            />
            {companyId && (
              <OfCompany
                id={companyId}
                below={below}
                onClear={() => setParts({ company: null, below: null })}
              />
            )}
            {owners.length > 1 && (
              <Select
                aria-label="Owner"
                placeholder="Everybody’s"
                clearable
                clearButtonProps={{ 'aria-label': 'Everybody’s' }}
                searchable={owners.length > 7}
                w={170}
                value={ownerId || null}
                data={owners.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(value) => setOwner(value ?? '')}
              />
            )}
          </div>
        }
        empty={
          <EmptyState
            title={settled || state || ownerId || stageId || companyId ? 'No deal is found' : 'No deals yet'}
            action={{ label: 'Make a deal', run: () => go('/sales/deals/new') }}
          >
            A deal begins with somebody whom sales took over, or with a talk of your own.
          </EmptyState>
        }
      />
    </Page>
  )
}

/** Whose deals are shown, where the list was opened for a company. */
function OfCompany({ id, below, onClear }: { id: string; below: boolean; onClear: () => void }) {
  const { data } = useQuery(orpc.companies.get.queryOptions({ input: { id }, retry: false }))
  return (
    <Button
      variant="default"
      size="xs"
      rightSection={<IconX size={13} />}
      aria-label="Show the deals of all companies"
      onClick={onClear}
    >
      <span className="b-cut" dir="auto">
        {below && 'With all below '}
        {data?.name ?? 'one company'}
      </span>
    </Button>
  )
}
