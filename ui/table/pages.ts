import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { problemText } from '#ui/client'

type Pages<Row> = Pick<
  UseInfiniteQueryResult<InfiniteData<{ rows: Row[] }>>,
  'data' | 'error' | 'isPending' | 'hasNextPage' | 'refetch' | 'fetchNextPage'
>

/** What a table shows of a list that comes page by page. */
export const pagesOf = <Row>({
  data,
  error,
  isPending,
  hasNextPage,
  refetch,
  fetchNextPage,
}: Pages<Row>) => ({
  rows: data?.pages.flatMap((page) => page.rows) ?? [],
  loading: isPending,
  error: error ? problemText(error) : undefined,
  onRetry: () => void refetch(),
  more: hasNextPage,
  onEnd: () => void fetchNextPage(),
})
