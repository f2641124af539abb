import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { EmptyState, failToast, Tag } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable, type Sort } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import type { Contact, contactSorts } from '../contract.ts'
import { saveField } from './saving.ts'
import { stageWords } from './words.ts'

type SortKey = (typeof contactSorts)[number]
const pauseMs = 150

function columnsFor(reload: () => unknown): Column<Contact>[] {
  const edit = (
    field: 'name' | 'jobTitle' | 'city' | 'email' | 'phone',
    kind: 'text' | 'email' | 'phone',
  ) => ({
    kind,
    save: (row: Contact, value: string | null) => saveField(row, field, value, reload),
  })
  return [
    { id: 'name', title: 'Name', value: (row) => row.name, width: 200, grow: 2, sort: true, phone: 'title' },
    {
      id: 'stage',
      title: 'Stage',
      value: (row) => stageWords[row.stage].label,
      cell: ({ stage }) => (
        <Tag accent={stageWords[stage].accent} dot>
          {stageWords[stage].label}
        </Tag>
      ),
      width: 120,
      phone: 'corner',
    },
    { id: 'company', title: 'Company', value: (row) => row.company?.name ?? null, width: 150, grow: 1 },
    {
      id: 'email',
      title: 'E-mail',
      value: (row) => row.email,
      width: 190,
      grow: 1,
      phone: 'hidden',
      edit: edit('email', 'email'),
    },
    {
      id: 'phone',
      title: 'Phone',
      value: (row) => row.phone,
      width: 140,
      phone: 'hidden',
      edit: edit('phone', 'phone'),
    },
    {
      id: 'city',
      title: 'Town',
      value: (row) => row.city,
      width: 120,
      sort: true,
      edit: edit('city', 'text'),
    },
    {
      id: 'interest',
      title: 'Interest',
      value: (row) => row.interest,
      format: 'number',
      width: 90,
      sort: true,
      phone: 'hidden',
    },
    { id: 'owner', title: 'Owner', value: (row) => row.owner?.name ?? null, width: 140, phone: 'hidden' },
    {
      id: 'lastAct',
      title: 'Last act',
      value: (row) => row.lastActAt,
      format: 'relative',
      width: 120,
      sort: true,
      phone: 'hidden',
    },
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

/** Everybody the firm knows: search as you type, sort, edit in place. */
export default function People() {
  const go = useGo()
  const queries = useQueryClient()
  const [q, setQ] = useUrl('q')
  const [settled] = useDebouncedValue(q.trim(), pauseMs)
  const [sort, setSort] = useState<Sort>({ column: 'created', direction: 'desc' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const filter = settled ? { q: settled } : {}
  const reload = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() })
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPending } =
    useInfiniteQuery(
      orpc.contacts.list.infiniteOptions({
        input: (cursor: string | undefined) => ({
          ...filter,
          sort: sort.column as SortKey,
          direction: sort.direction,
          limit: 100,
          ...(cursor && { cursor }),
        }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next ?? undefined,
      }),
    )
  const { data: total } = useQuery(orpc.contacts.count.queryOptions({ input: filter }))
  const remove = async (ids: string[], clear: () => void) => {
    try {
      const { operationId, count } = await client.contacts.remove({ ids })
      clear()
      await reload()
      undoable(
        count === 1 ? 'One person is in the bin.' : `${count} people are in the bin.`,
        operationId,
        reload,
      )
    } catch (problem) {
      failToast(problemText(problem), 'Nobody was deleted.')
    }
  }
  return (
    <Page title="People" fill actions={<Button onClick={() => go('/capture')}>Add somebody</Button>}>
      <DataTable
        label="People"
        rows={data?.pages.flatMap((page) => page.rows) ?? []}
        columns={columnsFor(reload)}
        rowId={(row) => row.id}
        loading={isPending}
        error={error ? problemText(error) : undefined}
        onRetry={() => void refetch()}
        more={hasNextPage}
        onEnd={() => isFetchingNextPage || void fetchNextPage()}
        total={total}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelected={setSelected}
        onOpen={(row) => go(`/people/${row.id}`)}
        onPeek={(row) => go(`/people/${row.id}`)}
        columnsKey="people"
        bulk={(ids, clear) => (
          <Button size="compact-sm" variant="default" onClick={() => void remove(ids, clear)}>
            Delete
          </Button>
        )}
        toolbar={
          <TextInput
            aria-label="Search people"
            placeholder="Name, company, address, number or town"
            leftSection={<IconSearch size={15} />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            w={320}
          />
        }
        empty={
          settled ? (
            <EmptyState title="Nobody is found" action={{ label: 'Show everybody', run: () => setQ('') }}>
              Nobody’s name, company, address, number or town has these words.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconUsers size={22} />}
              title="Nobody is known yet"
              action={{ label: 'Write somebody down', run: () => go('/capture') }}
            >
              A call, a visit or a card is enough to begin with.
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
