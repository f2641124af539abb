import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useNow } from '#ui/format'
import { EmptyState, Face, Loading, Person, Tag, undoToast } from '#ui/pieces'
import { Facts, PeekPanel, Section } from '#ui/record'
import { useGo, useUrl, useUrlJson } from '#ui/shell'
import {
  type Column,
  countConditions,
  DataTable,
  FilterBar,
  type FilterField,
  noFilter,
  SavedViews,
  type Sort,
} from '#ui/table'
import { type SamplePerson, samplePeople, stages } from './people.ts'

const day = 86_400_000
const fields: FilterField[] = [
  { id: 'name', label: 'Name', kind: 'text' },
  { id: 'stage', label: 'Stage', kind: 'choice', options: stages },
  { id: 'score', label: 'Score', kind: 'number' },
  { id: 'last', label: 'Last act', kind: 'date' },
  { id: 'customer', label: 'Customer', kind: 'yesno' },
]
const stageOf = (value: string) => stages.find((stage) => stage.value === value)
const shownStage = (person: SamplePerson) => {
  const stage = stageOf(person.stage)
  return (
    <Tag accent={stage?.accent} dot>
      {stage?.label}
    </Tag>
  )
}

const useColumns = (
  change: (id: string, part: Partial<SamplePerson>) => Promise<void>,
): Column<SamplePerson>[] =>
  useMemo(
    () => [
      {
        id: 'name',
        title: 'Name',
        value: (row) => row.name,
        cell: (row) => <Person name={row.name} size={22} />,
        width: 200,
        grow: 2,
        sort: true,
        phone: 'title',
      },
      {
        id: 'company',
        title: 'Company',
        value: (row) => row.company,
        width: 150,
        grow: 1.4,
        sort: true,
        edit: { kind: 'text', save: (row, value) => change(row.id, { company: value ?? '' }) },
      },
      {
        id: 'stage',
        title: 'Stage',
        value: (row) => row.stage,
        cell: shownStage,
        width: 120,
        sort: true,
        phone: 'corner',
        edit: {
          kind: 'choice',
          options: stages,
          save: (row, value) => change(row.id, { stage: value ?? row.stage }),
        },
      },
      {
        id: 'score',
        title: 'Score',
        value: (row) => row.score,
        format: 'number',
        width: 80,
        sort: true,
        phone: 'hidden',
      },
      {
        id: 'value',
        title: 'Open value',
        value: (row) => row.valueMinor,
        format: 'money',
        currency: (row) => row.currency,
        width: 130,
        sort: true,
      },
      {
        id: 'last',
        title: 'Last act',
        value: (row) => row.lastActAt,
        format: 'relative',
        width: 110,
        sort: true,
      },
      {
        id: 'email',
        title: 'E-mail',
        value: (row) => row.email,
        width: 190,
        edit: { kind: 'email', save: (row, value) => change(row.id, { email: value }) },
        phone: 'hidden',
      },
      {
        id: 'customer',
        title: 'Customer',
        value: (row) => row.customer,
        width: 100,
        hidden: true,
        phone: 'hidden',
      },
    ],
    [change],
  )

const compare = (one: unknown, other: unknown) =>
  typeof one === 'string' ? one.localeCompare(String(other)) : Number(one) - Number(other)

/** Ten thousand people: list, filters, views, bulk, peek. */
export function ListDemo({ count }: { count: number }) {
  const now = useNow(day)
  const [people, setPeople] = useState(() => samplePeople(count, now))
  const [filter, setFilter] = useUrlJson('filter', noFilter)
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ column: 'score', direction: 'desc' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [peek, setPeek] = useUrl('peek')
  const [view, setView] = useState<string | null>(null)
  const go = useGo()
  const [change] = useState(
    () => async (id: string, part: Partial<SamplePerson>) =>
      setPeople((all) => all.map((person) => (person.id === id ? { ...person, ...part } : person))),
  )
  const columns = useColumns(change)
  const rows = useMemo(() => {
    const by = columns.find((column) => column.id === sort.column)
    const found = people.filter((person) =>
      person.name.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
    )
    const sign = sort.direction === 'asc' ? 1 : -1
    return by ? found.toSorted((one, other) => sign * compare(by.value(one), by.value(other))) : found
  }, [people, search, sort, columns])
  const open = rows.find((person) => person.id === peek)
  return (
    <>
      <DataTable
        label="People"
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        total={{ count: rows.length, exact: false }}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelected={setSelected}
        columnsKey="pieces"
        activeId={peek}
        onPeek={(row) => setPeek(row.id)}
        onOpen={() => go('/-/pieces?view=record')}
        bulk={(ids, clear) => (
          <Button
            size="compact-sm"
            onClick={() => {
              clear()
              undoToast(`${ids.length} people got a new owner`, () => setSelected(new Set(ids)))
            }}
          >
            Change owner
          </Button>
        )}
        empty={
          <EmptyState
            icon={<IconUsers size={22} />}
            title="Nobody fits"
            action={{ label: 'Clear the filter', run: () => setSearch('') }}
          >
            Everybody is still there; the filter hides them.
          </EmptyState>
        }
        toolbar={
          <>
            <SavedViews
              views={[
                { id: 'mine', name: 'Mine', count: 212 },
                { id: 'hot', name: 'Hot this week', seenBy: 'all', count: 31 },
              ]}
              active={view}
              onPick={setView}
              allLabel="Everybody"
              dirty={countConditions(filter) > 0}
              onSave={() => undoToast('View saved')}
              onUpdate={() => undoToast('View updated')}
              onRename={() => undoToast('View renamed')}
              onRemove={() => undoToast('View removed')}
            />
            <FilterBar
              fields={fields}
              value={filter}
              onChange={setFilter}
              search={search}
              onSearch={setSearch}
              searchLabel="Find people"
            />
          </>
        }
      />
      <PeekPanel
        open={open !== undefined}
        onClose={() => setPeek('')}
        title={open ? <Person name={open.name} sub={open.company} size={28} /> : ''}
        onFull={() => go('/-/pieces?view=record')}
        footer={<Button>Hand over</Button>}
      >
        {open ? (
          <>
            <Facts
              facts={[
                {
                  id: 'email',
                  label: 'E-mail',
                  value: open.email,
                  edit: { kind: 'email', save: (value) => change(open.id, { email: value }) },
                  copy: true,
                },
                {
                  id: 'company',
                  label: 'Company',
                  value: open.company,
                  show: (
                    <span>
                      <Face name={open.company} size={18} square /> {open.company}
                    </span>
                  ),
                },
                { id: 'score', label: 'Score', value: String(open.score) },
              ]}
            />
            <Section title="Deals">
              <Loading lines={3} />
            </Section>
          </>
        ) : null}
      </PeekPanel>
    </>
  )
}
