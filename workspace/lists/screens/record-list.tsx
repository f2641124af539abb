import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState } from '#ui/pieces'
import { PeekPanel } from '#ui/record'
import { Page, useGo } from '#ui/shell'
import { type Column, DataTable, noFilter, SavedViews, type Sort } from '#ui/table'
import type { ListFieldInfo } from '../contract.ts'
import { BulkActs, type BulkSource } from './bulk.tsx'
import { ExportMenu, type Format } from './export-menu.tsx'
import { useListFields } from './list-fields.ts'
import { type Look, useLook } from './list-state.ts'
import { type Narrowing, type Source, useRows } from './rows.ts'
import { Toolbar } from './toolbar.tsx'
import { useViews } from './views.ts'

type ExportInput = Narrowing & {
  sort: string
  direction: 'asc' | 'desc'
  columns: string[]
  format: Format
}

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
  /** A look at one beside the list: its name, and what is known. */
  peek: (row: Row) => { title: ReactNode; body: ReactNode }
  actions?: ReactNode
  /** What can be done with many at once. */
  bulk: (fields: readonly ListFieldInfo[]) => BulkSource
  /** “person”, “people” */
  nouns: [string, string]
  export: (input: ExportInput) => Promise<File>
  /** Nothing is there at all, and what to do about it. */
  empty: ReactNode
}

const nobody: ReadonlySet<string> = new Set()

/** A list of records: filtered, searched as you type, sorted by any column, the columns as one likes them. */
export function RecordList<Row extends { id: string }>(props: RecordListProps<Row>) {
  const { record, source, words, usualSort } = props
  const go = useGo()
  const queries = useQueryClient()
  const searchBox = useRef<HTMLInputElement>(null)
  const [selected, setSelected] = useState(nobody)
  const [everything, setEverything] = useState(false)
  const [peeked, setPeeked] = useState('')
  const usual = useMemo(
    (): Look => ({ q: '', filter: noFilter, sort: usualSort, columns: null }),
    [usualSort],
  )
  const views = useViews(record, usual)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { look, draft, type, change, dirty, reset } = useLook(views.base)
  const { rows, loading, error, retry, more, fetchMore, total, countExactly, stale, narrowing } = useRows(
    source,
    look,
    views.ready,
  )
  const fields = useListFields(record)
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
  const may = firm?.permissions ?? []
  const changes = may.includes(`${topic}.write`)
  const { bulk: bulkOf } = props
  const deletes = may.includes('contacts.delete')
  const bulk = useMemo((): BulkSource => {
    const source = bulkOf(fields)
    return deletes ? source : { ...source, remove: undefined }
  }, [bulkOf, fields, deletes])
  const narrowingKey = JSON.stringify(narrowing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter means other rows
  useEffect(() => {
    setSelected(nobody)
    setEverything(false)
  }, [narrowingKey])
  const reload = () => queries.invalidateQueries({ queryKey: [[topic]] })
  const pick = (next: ReadonlySet<string>) => {
    setSelected(next)
    setEverything(false)
  }
  const exported = (format: Format) =>
    props.export({
      ...narrowing,
      sort: look.sort.column,
      direction: look.sort.direction,
      columns: look.columns ?? columns.filter((column) => !column.hidden).map((column) => column.id),
      format,
    })
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
        {...(changes && { selected, onSelected: pick })}
        everything={{ on: everything, onChange: setEverything }}
        bulk={(ids, clear) => (
          <BulkActs
            record={record}
            source={bulk}
            whom={everything ? { where: narrowing } : { ids }}
            count={everything ? (total?.count ?? ids.length) : ids.length}
            nouns={props.nouns}
            clear={clear}
            reload={reload}
          />
        )}
        onOpen={(row) => go(props.path(row))}
        onPeek={(row) => setPeeked(row.id)}
        activeId={peeked}
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
            >
              {may.includes('exports.run') && <ExportMenu run={exported} />}
            </Toolbar>
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
      <Peek {...props} rows={rows} peeked={peeked} onPeek={setPeeked} />
    </Page>
  )
}

type PeekProps<Row extends { id: string }> = Pick<RecordListProps<Row>, 'peek' | 'path'> & {
  rows: Row[]
  peeked: string
  onPeek: (id: string) => void
}

function Peek<Row extends { id: string }>({ peek, path, rows, peeked, onPeek }: PeekProps<Row>) {
  const go = useGo()
  const at = rows.findIndex((row) => row.id === peeked)
  const row = rows[at]
  const to = (next: Row | undefined) => next && (() => onPeek(next.id))
  const shown = row && peek(row)
  return (
    <PeekPanel
      open={row !== undefined}
      onClose={() => onPeek('')}
      title={shown?.title}
      onFull={row && (() => go(path(row)))}
      onPrevious={to(rows[at - 1])}
      onNext={to(rows[at + 1])}
    >
      {shown?.body}
    </PeekPanel>
  )
}
