import { IconEraser } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading, ShowMore, Tag } from '#ui/pieces'
import { Page, Slot } from '#ui/shell'
import css from './erasing.module.css'

const causes = {
  asked: 'They asked for it',
  not_needed: 'Not needed any more',
  unlawful: 'Should never have been kept',
  retention: 'By the rule for how long people are kept',
  bin: 'Gone from the bin for good',
} as const

/** That people were erased, when and by whom: not who they were. */
export default function Erasures() {
  const query = useInfiniteQuery(
    orpc.erasing.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['contacts'] },
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page title="Privacy" narrow>
      <Slot name="privacy" />
      <h2 className={css.head}>Erased people</h2>
      <p className={css.dim}>
        Who they were is not kept. Whoever is erased is known by a keyed hash alone, so that no file, program
        or backup brings them back.
      </p>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!rows && !error && <Loading lines={4} />}
      {rows?.length === 0 && (
        <EmptyState icon={<IconEraser size={22} />} title="Nobody was erased yet">
          Open a person and choose Erase under Privacy: you see what goes and what stays before.
        </EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((it) => (
          <li key={it.id}>
            <div>
              <strong>{causes[it.cause]}</strong>
              <p>
                {it.by ?? 'Baton'}, {formatDateTime(it.askedAt)}
                {it.doneAt && ` · ${formatNumber(it.rows)} ${it.rows === 1 ? 'row' : 'rows'}`}
              </p>
            </div>
            {it.doneAt ? (
              <Tag accent="green" dot>
                Erased
              </Tag>
            ) : (
              <Tag accent="amber" dot>
                Under way
              </Tag>
            )}
          </li>
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </Page>
  )
}
