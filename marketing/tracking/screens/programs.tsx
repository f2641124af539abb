import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './website.module.css'

const atOnce = 10

/** What programs did, and what gave each away: whoever doubts that they count nowhere reads it here. */
export function Programs() {
  const query = useInfiniteQuery(
    orpc.tracking.programs.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: atOnce, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Section title="Put aside as programs">
      {query.error && <ErrorState what={problemText(query.error)} onRetry={() => void query.refetch()} />}
      {!rows && !query.error && <Loading lines={3} />}
      {rows?.length === 0 && <p className={css.dim}>Nothing in the last 30 days.</p>}
      <ul className={css.list}>
        {rows?.map((row) => (
          <li key={row.id} className={css.program}>
            <span dir="ltr">
              {row.site}
              {row.page}
            </span>
            <time className={css.dim} dateTime={row.at.toISOString()}>
              {formatDateTime(row.at)}
            </time>
            <span className={css.why}>{row.evidence}</span>
            <span className={`${css.dim} ${css.agent}`} dir="auto">
              {row.agent || 'Without a name'}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </Section>
  )
}
