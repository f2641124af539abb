import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { completeFilter } from '#ui/table'
import type { Condition, FilterGroup, Groups } from '../contract.ts'
import type { Look } from './list-state.ts'

/** What narrows a list, as the server is asked. */
export type Narrowing = { q?: string; filter?: FilterGroup; group?: Condition }
export type PageInput = Narrowing & {
  sort: string
  direction: 'asc' | 'desc'
  limit: number
  cursor?: string
}
export type Count = { count: number; exact: boolean }

/** How a slice's rows are asked for. */
export type Source<Row> = {
  /** The first word of its queries: the topic that keeps them fresh. */
  topic: 'contacts' | 'companies' | 'deals'
  page: (input: PageInput) => Promise<{ rows: Row[]; next: string | null }>
  count: (input: Narrowing & { exactly?: boolean }) => Promise<Count>
  groups: (input: Narrowing & { by: string; sum?: string; exactly?: boolean }) => Promise<Groups>
  edits: (input: { edits: object[]; preview?: boolean }) => Promise<{
    operationId: string | null
    changed: number
    refused: { index: number; reason: string }[]
  }>
  /** What else tells its rows from those of another list of the kind. */
  key?: string
}

export const pageRows = 100

export function narrowingOf({ q, filter }: Pick<Look, 'q' | 'filter'>): Narrowing {
  const complete = completeFilter(filter)
  return { ...(q && { q }), ...(complete.items.length > 0 && { filter: complete }) }
}

/** The rows of a look page by page, and how many there are. */
export function useRows<Row>(
  { topic, page, count, key: own = '' }: Source<Row>,
  look: Look,
  /** Rows are fetched beside the count; a list by groups fetches them group by group. */
  { ready, flat }: { ready: boolean; flat: boolean },
) {
  const narrowing = narrowingOf(look)
  const key = own + JSON.stringify(narrowing)
  const [exactFor, setExactFor] = useState<string>()
  const exactly = exactFor === key
  const { sort } = look
  const found = useInfiniteQuery({
    queryKey: [[topic, 'list'], { list: key, sort }],
    queryFn: ({ pageParam }) =>
      page({
        ...narrowing,
        sort: sort.column,
        direction: sort.direction,
        limit: pageRows,
        ...(pageParam && { cursor: pageParam }),
      }),
    enabled: ready && flat,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const total = useQuery({
    queryKey: [[topic, 'count'], { list: key, exactly }],
    queryFn: () => count({ ...narrowing, ...(exactly && { exactly }) }),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
  return {
    narrowing,
    rows: found.data?.pages.flatMap((one) => one.rows) ?? [],
    loading: flat && found.isPending,
    /** What is on screen belongs to the look before. */
    stale: found.isPlaceholderData,
    error: found.error,
    retry: () => void found.refetch(),
    more: found.hasNextPage,
    fetchMore: () => found.isFetchingNextPage || void found.fetchNextPage(),
    total: total.data,
    countExactly: () => setExactFor(key),
  }
}
