import type { Query, QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWorkspace } from './workspace.ts'

const gatherMs = 250

const topicsOf = (meta: unknown): unknown[] => {
  const topics = (meta as { topics?: unknown } | undefined)?.topics
  return Array.isArray(topics) ? topics : []
}

/** A query listens to the first word of its path, and to the topics named in its `meta`. */
export function invalidateTopics(queries: QueryClient, topics: ReadonlySet<string>): Promise<void> {
  return fetchAnew(queries, ({ queryKey, meta }) => {
    const path = queryKey[0]
    const first = Array.isArray(path) ? path[0] : path
    return topics.has(String(first)) || topicsOf(meta).some((topic) => topics.has(String(topic)))
  })
}

/**
 * Fetches what is meant from now on. A query that is still waiting for its first answer can't be asked again, and that
 * answer may be older than the change: it is asked once more when the answer is there.
 */
async function fetchAnew(queries: QueryClient, isMeant: (query: Query) => boolean): Promise<void> {
  const first = new Set(
    queries
      .getQueryCache()
      .findAll({ predicate: isMeant, fetchStatus: 'fetching' })
      .filter((query) => query.state.data === undefined),
  )
  await queries.invalidateQueries({ predicate: isMeant })
  if (first.size > 0) await queries.invalidateQueries({ predicate: (query) => first.has(query) })
}

/**
 * Listens to the server's one event stream and refetches what it names. Whenever the stream opens, the first time too,
 * everything on screen is fetched anew: what changed before it was open was told to nobody here.
 */
export function useLive(when: boolean): void {
  const queries = useQueryClient()
  const workspace = useWorkspace()
  useEffect(() => {
    if (!when || !workspace) return
    let topics = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource(`/stream?workspace=${encodeURIComponent(workspace)}`)
    source.onmessage = (event) => {
      for (const topic of JSON.parse(event.data) as string[]) topics.add(topic)
      timer ??= setTimeout(() => {
        timer = undefined
        void invalidateTopics(queries, topics)
        topics = new Set()
      }, gatherMs)
    }
    source.onopen = () => void fetchAnew(queries, () => true)
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [queries, workspace, when])
}
