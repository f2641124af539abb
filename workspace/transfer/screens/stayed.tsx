import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { client, download, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { ErrorState, failToast, Loading, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { shownValue } from '#workspace/audit/screens'
import css from './imports.module.css'
import type { Import } from './words.ts'

type Row = Awaited<ReturnType<typeof client.transfer.stayed>>['rows'][number]

/** What stayed when an import was taken back: who changed it since, when, and which values. */
export function Stayed({ it }: { it: Import }) {
  const query = useInfiniteQuery(
    orpc.transfer.stayed.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: it.id, limit: 20, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['imports'] },
    }),
  )
  const { data, error, refetch } = query
  const save = async () => {
    try {
      download(await client.transfer.stayedFile({ id: it.id }))
    } catch (problem) {
      failToast(problemText(problem))
    }
  }
  const rows = data?.pages.flatMap((page) => page.rows)
  const more = it.stayed - (rows?.length ?? 0)
  return (
    <Section
      title="Changed since, and left alone"
      count={it.stayed}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => void save()}>
          Download these rows
        </Button>
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={3} />}
      <ul className={css.list}>
        {rows?.map((row) => (
          <li key={`${row.table} ${row.rowId}`} className={css.stayed}>
            <Name row={row} />
            <span className={css.dim}>{since(row)}</span>
            {row.values.map((it) => (
              <span key={it.field} dir="auto">
                {it.label}: <s>{shownValue(it, 'from')}</s> → {shownValue(it, 'to')}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <ShowMore of={query} small />
      {rows && more > 0 && <p className={css.dim}>{`And ${formatNumber(more)} more.`}</p>}
    </Section>
  )
}

/** The record by its name; of a part of it, as a tag or a deal's product, what part. */
function Name({ row: { table, record, name, path } }: { row: Row }) {
  const label = name ?? `A ${(words[record] ?? record).replaceAll('_', ' ')}`
  return (
    <span>
      {path ? <Link to={path}>{label}</Link> : <b dir="auto">{label}</b>}
      {table !== record && <span className={css.dim}>{`, ${table.replaceAll('_', ' ')}`}</span>}
    </span>
  )
}
const words: Record<string, string> = { contact: 'person' }

function since({ by, at, isGone }: Row): string {
  if (!at) return 'Taken back, it would be there twice.'
  return `${isGone ? 'Deleted' : 'Changed'} by ${by ?? 'somebody'}, ${formatDateTime(at)}`
}
