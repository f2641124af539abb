import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState, Loading } from '#ui/pieces'
import { Page, useGo } from '#ui/shell'
import { DataTable, noFilter, type Pasted, SavedViews } from '#ui/table'
import { BinLink } from './bin-link.tsx'
import { BulkActs, type BulkSource } from './bulk.tsx'
import { ExportMenu, type Format } from './export-menu.tsx'
import { ListChart } from './list-chart.tsx'
import { lookAtWhatIsThere, useListFields } from './list-fields.ts'
import { boardColumns, useListGroups } from './list-groups.ts'
import { type Look, useLook } from './list-state.ts'
import css from './lists.module.css'
import { Peek } from './peek.tsx'
import type { RecordListProps } from './record-list-props.ts'
import { useRows } from './rows.ts'
import { ShapeMenu } from './shape-menu.tsx'
import { Toolbar } from './toolbar.tsx'
import { useViews } from './views.ts'

const nobody: ReadonlySet<string> = new Set()
const ListBoard = lazy(() => import('./list-board.tsx')) as typeof import('./list-board.tsx').default
const PasteDialog = lazy(() => import('./paste-dialog.tsx')) as typeof import('./paste-dialog.tsx').default

/**
 * Records as a list, board or chart: filtered, searched as you type, sorted and grouped by any column, the columns as one
 * likes them.
 */
export function RecordList<Row extends { id: string }>(props: RecordListProps<Row>) {
  const { record, source, words, usualSort } = props
  const go = useGo()
  const queries = useQueryClient()
  const searchBox = useRef<HTMLInputElement>(null)
  const [selected, setSelected] = useState(nobody)
  const [everything, setEverything] = useState(false)
  const [peeked, setPeeked] = useState('')
  const usual = useMemo(
    (): Look => ({
      ...{ q: '', filter: noFilter, sort: usualSort, columns: null },
      ...{ as: 'list', group: null, sum: null },
    }),
    [usualSort],
  )
  const views = useViews(record, usual)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { look: asked, draft, type, change, dirty, reset } = useLook(views.base)
  const fields = useListFields(record)
  const known = useMemo(() => lookAtWhatIsThere(asked, usualSort, fields), [asked, usualSort, fields])
  const look = known ?? asked
  const ready = views.ready && known !== undefined
  const { rows, loading, error, retry, more, fetchMore, total, countExactly, stale, narrowing } = useRows(
    source,
    look,
    { ready, flat: look.as === 'list' && look.group === null },
  )
  const grouped = useListGroups(source, look, { fields, ready })
  const [pasted, setPasted] = useState<Pasted<Row>>()
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
  const deletes = may.includes(record === 'deal' ? 'deals.write' : 'contacts.delete')
  const bulk = useMemo((): BulkSource | undefined => {
    const source = bulkOf?.(fields)
    if (!source) return undefined
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
  const onBoard = useMemo(() => boardColumns(columns, fields), [columns, fields])
  const boarded = onBoard.find(({ id }) => id === (look.group ?? props.usualGroup)) ?? onBoard[0]
  const by =
    look.as === 'board'
      ? (boarded?.id ?? null)
      : look.as === 'chart'
        ? (look.group ?? props.usualGroup)
        : look.group
  const shownColumns = useMemo(() => {
    const usual = columns.filter((column) => !column.hidden)
    return look.columns?.flatMap((id) => columns.find((column) => column.id === id) ?? []) ?? usual
  }, [columns, look.columns])
  const [name] = columns
  const empty = narrowed ? (
    <EmptyState
      title={words.none}
      action={{ label: words.showAll, run: () => change({ q: '', filter: noFilter }) }}
    >
      {words.noneWhy}
    </EmptyState>
  ) : (
    props.empty
  )
  const toolbar = (
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
        headless={look.as === 'board'}
      >
        {props.narrowed}
        <ShapeMenu
          look={look}
          onChange={change}
          fields={fields}
          boardFields={onBoard.map(({ id }) => id)}
          by={by}
          onAll={grouped.groups && grouped.all}
        />
        {may.includes('exports.run') && <ExportMenu run={exported} />}
        {may.includes('operations.undo') && <BinLink record={record} />}
      </Toolbar>
    </>
  )
  const shaped = { source, look, ready, fields, empty }
  const byGroups = grouped.groups !== undefined
  const failed = byGroups ? grouped.error : error && problemText(error)
  return (
    <Page title={props.title} fill actions={props.actions} {...(props.tabs && { tabs: props.tabs })}>
      {look.as === 'list' ? (
        <DataTable
          label={props.title}
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          loading={byGroups ? grouped.loading : loading}
          busy={byGroups ? grouped.stale : stale}
          error={failed || undefined}
          onRetry={byGroups ? grouped.retry : retry}
          more={!byGroups && more}
          onEnd={fetchMore}
          total={total}
          onCount={() => {
            countExactly()
            grouped.countExactly()
          }}
          sort={look.sort}
          onSort={(sort) => change({ sort })}
          {...(changes && { selected, onSelected: pick, onPaste: setPasted })}
          everything={bulk && { on: everything, onChange: setEverything }}
          bulk={(ids, clear) => (
            <>
              {bulk && (
                <BulkActs
                  record={record === 'deal' ? undefined : record}
                  source={bulk}
                  whom={everything ? { where: narrowing } : { ids }}
                  count={everything ? (total?.count ?? ids.length) : ids.length}
                  nouns={props.nouns}
                  clear={clear}
                  reload={reload}
                />
              )}
              {!everything && props.acts?.(ids, clear)}
            </>
          )}
          onOpen={(row) => go(props.path(row))}
          onPeek={(row) => setPeeked(row.id)}
          activeId={peeked}
          chosen={{ chosen: look.columns, onChosen: (ids) => change({ columns: ids }) }}
          groups={grouped.groups}
          onToggle={grouped.toggle}
          onGroupEnd={grouped.fetchMore}
          toolbar={toolbar}
          empty={empty}
        />
      ) : (
        <div className={css.shaped}>
          {toolbar}
          {by === null && <Loading lines={8} />}
          {look.as === 'board' && boarded && (
            <Suspense fallback={<Loading lines={8} />}>
              <ListBoard
                {...shaped}
                label={props.title}
                column={boarded}
                shownColumns={shownColumns}
                rowId={(row) => row.id}
                mayMove={changes}
                onOpen={(row) => go(props.path(row))}
              />
            </Suspense>
          )}
          {look.as === 'chart' && by !== null && <ListChart {...shaped} noun={props.nouns[1]} by={by} />}
        </div>
      )}
      {grouped.feeds}
      {pasted && name && (
        <Suspense fallback={null}>
          <PasteDialog
            pasted={pasted}
            source={source}
            name={name}
            onClose={() => setPasted(undefined)}
            reload={reload}
          />
        </Suspense>
      )}
      <Peek {...props} rows={grouped.rows ?? rows} peeked={peeked} onPeek={setPeeked} />
    </Page>
  )
}
