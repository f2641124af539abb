import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { problemText } from '#ui/client'
import type { Condition, Groups, ListFieldInfo } from '../contract.ts'
import type { Look } from './list-state.ts'
import { narrowingOf, pageRows, type Source } from './rows.ts'

export type Found = Groups['groups'][number]
/** A group's rows as far as they are fetched. */
export type Fed<Row> = {
  rows: Row[]
  loading: boolean
  more: boolean
  error: string | undefined
  fetchMore: () => void
}

export const groupId = (value: string | null) => (value === null ? 'none' : `= ${value}`)
export const nameOf = (
  field: ListFieldInfo | undefined,
  { value, label }: Pick<Found, 'value' | 'label'>,
) => {
  if (value === null) return `No ${field?.label.toLocaleLowerCase() ?? 'value'}`
  if (field?.kind !== 'date') return label ?? value
  const at = new Date(`${value}-15T12:00:00Z`)
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    month: 'long',
    year: 'numeric',
  }).format(at)
}

/** What a list is divided by, in a sentence: “stage”, “month (added)”. */
export const byWord = ({ label, kind }: ListFieldInfo): string =>
  kind === 'date' ? `month (${label.toLocaleLowerCase()})` : label.toLocaleLowerCase()

/** How a look divides by one of its fields. */
export function useGroups<Row>(
  { topic, groups, key: own = '' }: Source<Row>,
  look: Look,
  { by, sum, ready }: { by: string | null; sum?: string | null; ready: boolean },
) {
  const narrowing = narrowingOf(look)
  const list = own + JSON.stringify(narrowing)
  const [exactFor, setExactFor] = useState<string>()
  const asked = `${list} ${by} ${sum}`
  const exactly = exactFor === asked
  const found = useQuery({
    queryKey: [[topic, 'groups'], { list, by, sum, exactly }],
    queryFn: () => groups({ ...narrowing, by: by ?? '', ...(sum && { sum }), ...(exactly && { exactly }) }),
    enabled: ready && by !== null,
    placeholderData: keepPreviousData,
  })
  return {
    found: found.data,
    loading: found.isPending,
    stale: found.isPlaceholderData,
    error: found.error ? problemText(found.error) : undefined,
    retry: () => void found.refetch(),
    countExactly: () => setExactFor(asked),
  }
}

/** Rows of several groups side by side; `feeds` is put on the screen, one for each group whose rows are wanted. */
export function useFeeds<Row>(source: Source<Row>, look: Look) {
  const [fed, setFed] = useState<ReadonlyMap<string, Fed<Row>>>(new Map())
  const report = useCallback(
    (id: string, next: Fed<Row>) => setFed((before) => new Map(before).set(id, next)),
    [],
  )
  return {
    fed,
    feed: (id: string, condition: Condition) => (
      <Feed key={id} id={id} condition={condition} source={source} look={look} report={report} />
    ),
  }
}

type FeedProps<Row> = {
  id: string
  condition: Condition
  source: Source<Row>
  look: Look
  report: (id: string, fed: Fed<Row>) => void
}

function Feed<Row>({ id, condition, source, look, report }: FeedProps<Row>) {
  const { topic, page, key: own = '' } = source
  const narrowing = narrowingOf(look)
  const { sort } = look
  const found = useInfiniteQuery({
    queryKey: [[topic, 'list'], { list: own + JSON.stringify(narrowing), sort, condition }],
    queryFn: ({ pageParam }) =>
      page({
        ...narrowing,
        group: condition,
        sort: sort.column,
        direction: sort.direction,
        limit: pageRows,
        ...(pageParam && { cursor: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { data, isPending, isFetchingNextPage, hasNextPage, error, fetchNextPage, refetch } = found
  const rows = useMemo(() => data?.pages.flatMap((one) => one.rows) ?? [], [data])
  useEffect(() => {
    report(id, {
      rows,
      loading: isPending || isFetchingNextPage,
      more: hasNextPage,
      error: error ? problemText(error) : undefined,
      fetchMore: () => void (error ? refetch() : fetchNextPage()),
    })
  }, [id, report, rows, isPending, isFetchingNextPage, hasNextPage, error, fetchNextPage, refetch])
  return null
}
