import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { BatonMark, EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import { Rows } from './rows.tsx'

const boxes = ['mine', 'queue', 'open', 'ended'] as const
type Box = (typeof boxes)[number]
const empty: Record<Box, { title: string; says: string }> = {
  mine: {
    title: 'Nothing to take over',
    says: 'Whoever asks for sales, or shows enough interest, appears here with the reasons and a clock.',
  },
  queue: { title: 'Nobody waits', says: 'Here stands who is ready while nobody has the time or the hours.' },
  open: { title: 'Nothing is open', says: 'Write down a call to see how a lead is handed over.' },
  ended: { title: 'Nothing has ended yet', says: 'Qualified, sent back and withdrawn handovers stay here.' },
}

/** All handovers, the most urgent first. */
export default function Handovers() {
  const go = useGo()
  const [wanted] = useUrl('box', 'mine')
  const box = boxes.find((it) => it === wanted) ?? 'mine'
  const { data: counts } = useQuery(orpc.handovers.counts.queryOptions({ input: {} }))
  const query = useInfiniteQuery(
    orpc.handovers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ box, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page
      title="Handovers"
      tabs={[
        { label: 'Mine', to: '/handovers', count: counts && counts.toAnswer + counts.working },
        { label: 'Waiting', to: '/handovers?box=queue', count: counts?.queue },
        { label: 'All open', to: '/handovers?box=open' },
        { label: 'Ended', to: '/handovers?box=ended' },
      ]}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !rows && <Loading lines={6} />}
      {rows?.length === 0 && (
        <EmptyState
          icon={<BatonMark size={22} />}
          title={empty[box].title}
          action={{ label: 'Write down a call', run: () => go('/capture') }}
        >
          {empty[box].says}
        </EmptyState>
      )}
      {rows && rows.length > 0 && <Rows rows={rows} walked />}
      <ShowMore of={query} mt="md" />
    </Page>
  )
}
