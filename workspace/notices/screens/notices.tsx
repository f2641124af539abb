import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { RelativeTime } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading } from '#ui/pieces'
import { Link, Page, useGo, useUrl } from '#ui/shell'
import css from './notices.module.css'

/** What one should know now, unread first to see; opening a notice reads it. */
export default function Notices() {
  const [box] = useUrl('box', 'unread')
  const unread = box !== 'all'
  const queries = useQueryClient()
  const go = useGo()
  const query = useInfiniteQuery(
    orpc.notices.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(cursor && { cursor }), unread, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const read = useMutation(
    orpc.notices.read.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.notices.key() }),
      onError: (error) => failToast(problemText(error), 'They are still unread.'),
    }),
  )
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Page
      title="Notices"
      narrow
      tabs={[
        { label: 'Unread', to: '/notices' },
        { label: 'All', to: '/notices?box=all' },
      ]}
      actions={
        <>
          <Button variant="default" onClick={() => go('/notices/preferences')}>
            What you hear of
          </Button>
          {rows?.some((row) => !row.readAt) && (
            <Button variant="default" loading={read.isPending} onClick={() => read.mutate({})}>
              Mark all as read
            </Button>
          )}
        </>
      }
    >
      {query.error && <ErrorState what={problemText(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={6} />}
      {rows?.length === 0 && (
        <EmptyState icon={<IconBell size={22} />} title={unread ? 'Nothing unread' : 'No notices yet'}>
          Offers, clocks and what became of your leads appear here.
        </EmptyState>
      )}
      <ul className={css.list}>
        {rows?.map((row) => (
          <li key={row.id} data-unread={!row.readAt || undefined}>
            <Link to={row.link} onClick={() => !row.readAt && read.mutate({ id: row.id })}>
              <b dir="auto">{row.title}</b>
              {row.body && <p dir="auto">{row.body}</p>}
              <span className={css.dim}>
                <RelativeTime value={row.createdAt} />
              </span>
            </Link>
            {!row.readAt && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Mark as read: ${row.title}`}
                onClick={() => read.mutate({ id: row.id })}
              >
                Mark as read
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className={css.more ?? ''}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </Page>
  )
}
