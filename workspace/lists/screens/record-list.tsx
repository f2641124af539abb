import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState } from '#ui/pieces'
import { Page, useGo } from '#ui/shell'
import { type Column, DataTable, noFilter, SavedViews, type Sort } from '#ui/table'
import type { ListFieldInfo } from '../contract.ts'
import { type Look, useLook } from './list-state.ts'
import { type Source, useRows } from './rows.ts'
import { Toolbar } from './toolbar.tsx'
import { useViews } from './views.ts'

export type RecordListProps<Row extends { id: string }> = {
  record: 'contact' | 'company'
  title: string
  source: Source<Row>
  words: {
    /** “Search people” */
    search: string
    placeholder: string
    /** “Nobody fits” */
    none: string
    noneWhy: string
    /** “Everybody” */
    all: string
    /** “Show everybody” */
    showAll: string
  }
  columns: (fields: readonly ListFieldInfo[], reload: () => Promise<unknown>) => Column<Row>[]
  usualSort: Sort
  path: (row: Row) => string
  actions?: ReactNode
  /** Acts on selected rows. */
  bulk?: (ids: string[], clear: () => void) => ReactNode
  /** Nothing is there at all, and what to do about it. */
  empty: ReactNode
}

const noFields: ListFieldInfo[] = []

/** A list of records: filtered, searched as you type, sorted by any column, the columns as one likes them. */
export function RecordList<Row extends { id: string }>(props: RecordListProps<Row>) {
  const { record, source, words, usualSort } = props
  const go = useGo()
  const queries = useQueryClient()
  const searchBox = useRef<HTMLInputElement>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const usual = useMemo(
    (): Look => ({ q: '', filter: noFilter, sort: usualSort, columns: null }),
    [usualSort],
  )
  const views = useViews(record, usual)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { look, draft, type, change, dirty, reset } = useLook(views.base)
  const { rows, loading, error, retry, more, fetchMore, total, countExactly, stale } = useRows(
    source,
    look,
    views.ready,
  )
  const { data: offered } = useQuery(
    orpc.lists.fields.queryOptions({ input: { record }, meta: { topics: ['settings', 'members'] } }),
  )
  const fields = offered?.rows ?? noFields
  const { columns: columnsOf } = props
  const { topic } = source
  const columns = useMemo(() => {
    const reload = () => queries.invalidateQueries({ queryKey: [[topic]] })
    const sorts = new Set(fields.filter((field) => field.sorts).map((field) => field.id))
    return columnsOf(fields, reload).map((column) => ({ ...column, sort: sorts.has(column.id) }))
  }, [columnsOf, fields, queries, topic])
  useKeys(
    {
      '/': {
        says: 'Search this list',
        run: () => {
          searchBox.current?.focus()
          searchBox.current?.select()
        },
      },
    },
    { group: 'List' },
  )
  const narrowed = look.q !== '' || look.filter.items.length > 0
  return (
    <Page title={props.title} fill actions={props.actions}>
      <DataTable
        label={props.title}
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        loading={loading}
        busy={stale}
        error={error ? problemText(error) : undefined}
        onRetry={retry}
        more={more}
        onEnd={fetchMore}
        total={total}
        onCount={countExactly}
        sort={look.sort}
        onSort={(sort) => change({ sort })}
        {...(props.bulk && { selected, onSelected: setSelected, bulk: props.bulk })}
        onOpen={(row) => go(props.path(row))}
        onPeek={(row) => go(props.path(row))}
        chosen={{ chosen: look.columns, onChosen: (ids) => change({ columns: ids }) }}
        toolbar={
          <>
            <SavedViews
              views={views.views}
              active={views.active}
              onPick={views.pick}
              allLabel={words.all}
              dirty={dirty}
              shareable={firm?.solo === false}
              teams={firm?.member.teamId != null}
              onReset={reset}
              onSave={(name, seenBy) => void views.save(name, seenBy, look)}
              onUpdate={() => void views.update(look)}
              onRename={(id, name, seenBy) => void views.rename(id, name, seenBy)}
              onRemove={(id) => void views.remove(id)}
            />
            <Toolbar
              searchRef={searchBox}
              searchLabel={words.search}
              placeholder={words.placeholder}
              q={draft.q}
              onSearch={(q) => type({ q })}
              fields={fields}
              filter={draft.filter}
              onFilter={(filter) => type({ filter })}
              sort={look.sort}
              onSort={(sort) => change({ sort })}
            />
          </>
        }
        empty={
          narrowed ? (
            <EmptyState
              title={words.none}
              action={{ label: words.showAll, run: () => change({ q: '', filter: noFilter }) }}
            >
              {words.noneWhy}
            </EmptyState>
          ) : (
            props.empty
          )
        }
      />
    </Page>
  )
}
