import { Button } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'

type Props = {
  of: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  /** Of a list inside a section. */
  small?: boolean
  mt?: 'md'
}

/** The next page of a list that comes page by page. */
export function ShowMore({ of: { hasNextPage, isFetchingNextPage, fetchNextPage }, small, mt }: Props) {
  if (!hasNextPage) return null
  return (
    <Button
      {...(small ? { size: 'compact-sm', variant: 'subtle', color: 'gray' } : { variant: 'default' })}
      {...(mt && { mt })}
      loading={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      Show more
    </Button>
  )
}
