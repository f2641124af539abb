import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { client, download, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, ShowMore, Tag } from '#ui/pieces'
import { Page } from '#ui/shell'
import { Before } from './before.tsx'
import css from './changes.module.css'
import { Filter } from './filter.tsx'
import { filterSaid, useLogFilter } from './log-filter.ts'
import { useTakeBack } from './use-take-back.ts'

type Operation = Awaited<ReturnType<typeof client.audit.list>>['rows'][number]

const dayMs = 86_400_000

/** Who changed what and when, the newest first; each act opens into its rows and can be taken back. */
export default function Changes() {
  const narrowed = useLogFilter()
  const { filter, narrows, clear } = narrowed
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data: all } = useQuery(orpc.members.list.queryOptions())
  const { data: acts } = useQuery(orpc.audit.kinds.queryOptions({ staleTime: dayMs }))
  const names = useMemo(
    () => ({
      members: new Map(all?.rows.map(({ id, name }) => [id, name])),
      kinds: new Map(acts?.rows.map(({ kind, label }) => [kind, label])),
    }),
    [all, acts],
  )
  const query = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      placeholderData: keepPreviousData,
      meta: { topics: ['contacts', 'companies', 'deals', 'tasks', 'settings', 'members'] },
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  const save = async () => {
    try {
      download(await client.audit.export(filter))
    } catch (problem) {
      failToast(problemText(problem), 'No file was made.')
    }
  }
  return (
    <Page
      title="Change log"
      actions={
        firm?.permissions.includes('exports.run') && (
          <Button variant="default" onClick={() => void save()}>
            CSV
          </Button>
        )
      }
    >
      <Filter {...narrowed} {...names} />
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={8} />}
      {rows?.length === 0 && !narrows && (
        <EmptyState title="Nothing was changed yet">Every change is written down here.</EmptyState>
      )}
      {rows?.length === 0 && narrows && (
        <EmptyState title="Nothing like that was done" action={{ label: 'Show everything', run: clear }}>
          Looked for: {filterSaid(filter, names)}.
        </EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </Page>
  )
}

function Entry({ row }: { row: Operation }) {
  const [open, setOpen] = useState(false)
  const what = row.label || row.kind
  const { take, trying } = useTakeBack(row.id, what)
  return (
    <li>
      <div className={css.row}>
        <b>{what}</b>
        {row.state === 'undoing' && <Tag>Being taken back …</Tag>}
        {row.state === 'undone' && <Tag>Taken back</Tag>}
        {row.undoes && <Tag>Undo</Tag>}
        <span className={css.dim}>
          {row.actorName}, {formatDateTime(row.at)}
          {row.stayed > 0 && `. ${formatNumber(row.stayed)} of it stayed, changed since.`}
          {row.problem && `. It could not be taken back: ${row.problem}`}
        </span>
        <span>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {formatNumber(row.changes)} {row.changes === 1 ? 'row' : 'rows'}
          </Button>
          {row.undoable && (
            <Button size="compact-sm" variant="default" loading={trying} onClick={() => void take()}>
              Take back
            </Button>
          )}
        </span>
      </div>
      {open && <Before id={row.id} />}
    </li>
  )
}
