import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { confirm, EmptyState, ErrorState, failToast, Loading, Tag, toast } from '#ui/pieces'
import { Page } from '#ui/shell'
import { Before } from './before.tsx'
import css from './changes.module.css'
import { takeBack } from './taking-back.ts'

type Rehearsal = Awaited<ReturnType<typeof client.audit.rehearse>>
type Operation = Awaited<ReturnType<typeof client.audit.list>>['rows'][number]

/** Who changed what and when, the newest first; each act opens into its rows and can be taken back. */
export default function Changes() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['contacts', 'companies', 'deals', 'tasks', 'settings', 'members'] },
    }),
  )
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page title="Change log">
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={8} />}
      {rows?.length === 0 && (
        <EmptyState title="Nothing was changed yet">Every change is written down here.</EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  )
}

const mostNamed = 5

/** What would be put back, and what would stay, with its names and how many more there are. */
function foretold({ restored, stay, first }: Rehearsal): string {
  const back = restored === 1 ? 'One row is put back.' : `${formatNumber(restored)} rows are put back.`
  if (stay === 0) return `${back} Nothing of it was changed since.`
  const names = [...new Set(first.flatMap(({ name }) => name ?? []))].slice(0, mostNamed)
  const others = stay - first.filter(({ name }) => name && names.includes(name)).length
  const who =
    names.length > 0
      ? ` (${[...names, ...(others > 0 ? [`${formatNumber(others)} more`] : [])].join(', ')})`
      : ''
  const many = stay === 1 ? 'One stays' : `${formatNumber(stay)} stay`
  return `${back} ${many} as ${stay === 1 ? 'it is' : 'they are'}${who}: changed since, or there twice otherwise.`
}

function Entry({ row }: { row: Operation }) {
  const [open, setOpen] = useState(false)
  const [trying, setTrying] = useState(false)
  const queries = useQueryClient()
  const what = row.label || row.kind
  const take = async () => {
    try {
      setTrying(true)
      const rehearsal = await client.audit.rehearse({ id: row.id }).finally(() => setTrying(false))
      const sure = await confirm({
        title: `Take back “${what}”?`,
        body: foretold(rehearsal),
        action: 'Take back',
      })
      if (!sure) return
      const { restored, conflicts } = await takeBack(row.id)
      const put = restored === 1 ? 'One row is as before' : `${formatNumber(restored)} rows are as before`
      const left =
        conflicts.length === 1
          ? 'one stays, because it was changed since or would be there twice'
          : `${formatNumber(conflicts.length)} stay, because they were changed since or would be there twice`
      toast(conflicts.length > 0 ? `${put}; ${left}.` : `${put}.`, restored > 0 ? 'green' : 'amber')
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await queries.invalidateQueries()
  }
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
