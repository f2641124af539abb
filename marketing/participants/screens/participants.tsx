import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsersGroup } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { client, orpc } from '#ui/client'
import { EmptyState, Tag } from '#ui/pieces'
import { Page, useGo, useParam, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf, type Sort } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import { BulkActs, type BulkSource, ExportMenu } from '#workspace/lists/screens'
import { useMay } from '#workspace/members/screens'
import type { CountedStatus, Participant } from '../contract.ts'
import { AddSomebody } from './add-somebody.tsx'
import css from './participants.module.css'
import { useLadder, useReloadParticipants } from './use-participants.ts'

const pauseMs = 200
const fileColumns = ['name', 'email', 'phone', 'jobTitle', 'company', 'city', 'country', 'owner']
const none: readonly CountedStatus[] = []
const nobody: ReadonlySet<string> = new Set()

function columnsOf(
  statuses: readonly CountedStatus[],
  move: ((row: Participant, statusId: string) => Promise<unknown>) | null,
): Column<Participant>[] {
  const of = ({ statusId }: Participant) => statuses.find(({ id }) => id === statusId)
  return [
    { id: 'name', title: 'Name', value: (row) => row.contact.name, width: 180, grow: 2, phone: 'title' },
    {
      id: 'campaignStatus',
      title: 'Status',
      value: (row) => row.statusId,
      cell: (row) => (
        <Tag accent={of(row)?.responded ? 'coral' : 'gray'} dot>
          {of(row)?.name}
        </Tag>
      ),
      width: 150,
      phone: 'corner',
      ...(move && {
        edit: {
          kind: 'choice',
          options: statuses.map(({ id, name }) => ({ value: id, label: name })),
          save: async (row, value) => {
            if (!value) throw new Error('A participant has a status.')
            await move(row, value)
          },
        },
      }),
    },
    { id: 'company', title: 'Company', value: (row) => row.company, width: 150, grow: 1 },
    { id: 'email', title: 'E-mail', value: (row) => row.email, width: 190, grow: 1, phone: 'hidden' },
    { id: 'since', title: 'Since', value: (row) => row.since, format: 'relative', width: 120 },
    {
      id: 'via',
      title: 'Came by',
      value: (row) => (row.via === 'lead' ? 'Own lead' : 'A colleague'),
      width: 120,
      sort: false,
      phone: 'hidden',
    },
  ]
}

/** Whom a campaign reaches: by status, found by name, moved and taken out, one or many at once. */
export default function Participants() {
  const id = useParam('id')
  const go = useGo()
  const reload = useReloadParticipants()
  const [statusId, setStatusId] = useUrl('status')
  const [q, setQ] = useUrl('q')
  const [asked] = useDebouncedValue(q.trim(), pauseMs)
  const [sort, setSort] = useState<Sort>({ column: 'since', direction: 'desc' })
  const [selected, setSelected] = useState(nobody)
  const [everything, setEverything] = useState(false)
  const [adding, setAdding] = useState(false)
  const may = useMay('campaigns.write')
  const exports = useMay('exports.run')
  const { data: campaign } = useQuery(orpc.campaigns.get.queryOptions({ input: { id } }))
  const { statuses = none } = useLadder(id)
  const narrowing = { ...(asked && { q: asked }), ...(statusId && { statusId }) }
  const order = { sort: sort.column, direction: sort.direction }
  const query = useInfiniteQuery(
    orpc.participants.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        campaignId: id,
        ...narrowing,
        ...order,
        limit: 100,
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['contacts', 'campaigns', 'leads'] },
    }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another status or search means other rows
  useEffect(() => {
    setSelected(nobody)
    setEverything(false)
  }, [asked, statusId])
  const total = statuses.reduce((sum, one) => sum + (!statusId || one.id === statusId ? one.count : 0), 0)
  const move = async (row: Participant, next: string) => {
    const { operationId } = await client.participants.move({
      campaignId: id,
      ids: [row.contact.id],
      set: { statusId: next },
    })
    await reload()
    undoable(`${row.contact.name} was moved.`, operationId, reload)
  }
  const columns = columnsOf(statuses, may ? move : null)
  const bulk = useMemo((): BulkSource => bulkOf(id, statuses), [id, statuses])
  const path = `/marketing/campaigns/${id}`
  const tabs = [
    { label: 'All', to: `${path}/participants`, count: statuses.reduce((sum, one) => sum + one.count, 0) },
    ...statuses.map((one) => ({
      label: one.name,
      to: `${path}/participants?status=${encodeURIComponent(one.id)}`,
      count: one.count,
    })),
  ]
  return (
    <Page
      title="Participants"
      fill
      crumbs={[
        { label: 'Campaigns', to: '/marketing/campaigns' },
        { label: campaign?.name ?? 'Campaign', to: path },
      ]}
      tabs={tabs}
      actions={may && <Button onClick={() => setAdding(true)}>Add somebody</Button>}
    >
      <DataTable
        label="Participants"
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => row.contact.id}
        busy={query.isFetching}
        total={asked ? undefined : { count: total, exact: true }}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => go(`/people/${row.contact.id}`)}
        {...(may && {
          selected,
          onSelected: (next: ReadonlySet<string>) => {
            setSelected(next)
            setEverything(false)
          },
        })}
        // How many a search finds is not counted, and nobody is to change more than they know of.
        everything={asked ? undefined : { on: everything, onChange: setEverything }}
        bulk={(ids, clear) => (
          <BulkActs
            source={bulk}
            whom={everything ? { where: narrowing } : { ids }}
            count={everything ? total : ids.length}
            nouns={['person', 'people']}
            clear={clear}
            reload={reload}
          />
        )}
        toolbar={
          <div className={css.bar}>
            <TextInput
              aria-label="Search participants"
              placeholder="Name, company, address"
              size="xs"
              w={240}
              leftSection={<IconSearch size={14} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
            {exports && (
              <ExportMenu
                run={(format) =>
                  client.participants.export({
                    campaignId: id,
                    ...narrowing,
                    ...order,
                    format,
                    columns: [...fileColumns, 'campaignStatus', 'since', 'added'],
                  })
                }
              />
            )}
          </div>
        }
        empty={
          asked || statusId ? (
            <EmptyState
              title="Nobody is here"
              action={{
                label: 'Show all participants',
                run: () => {
                  setStatusId('')
                  setQ('')
                },
              }}
            >
              Everybody is still there; the search and the status hide them.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconUsersGroup size={22} />}
              title="Nobody takes part yet"
              action={{ label: 'Go to the people', run: () => go('/people') }}
            >
              Filter or select people there and choose “Add to a campaign”. Whoever’s lead names the code
              takes part by themselves.
            </EmptyState>
          )
        }
      />
      {adding && <AddSomebody campaignId={id} statuses={statuses} onClose={() => setAdding(false)} />}
    </Page>
  )
}

/** What can be done with many participants at once. */
function bulkOf(campaignId: string, statuses: readonly CountedStatus[]): BulkSource {
  return {
    fields: [
      {
        id: 'status',
        label: 'Status',
        kind: 'choice',
        needed: true,
        options: statuses.map(({ id, name }) => ({ value: id, label: name })),
        change: (statusId) => ({ statusId }),
      },
    ],
    set: (whom, set, once) =>
      client.participants.move({ campaignId, ...whom, set: set as { statusId: string } }, once),
    remove: (whom, once) => client.participants.remove({ campaignId, ...whom }, once),
    removal: {
      act: 'Take out',
      body: 'They leave the campaign; the people and their leads stay. Undo brings them back.',
      told: (those, one) => `${those} ${one ? 'is' : 'are'} out of the campaign.`,
    },
  }
}
