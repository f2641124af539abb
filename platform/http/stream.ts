import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Database } from '#platform/db'
import type { Actor } from './guard.ts'
import { refuseOrigin } from './problems.ts'

const beatMs = 25_000

export type Listener = {
  /** Called with each workspace's changed topics; returns how to stop. */
  onTopics(listener: (workspaceId: number, topics: string[]) => void): () => void
  onNews(listener: () => void): () => void
  close(): Promise<void>
}

/** The one connection that LISTENs; it reconnects by itself. */
export async function listen(database: Database, onError: (error: unknown) => void): Promise<Listener> {
  const topicListeners = new Set<(workspaceId: number, topics: string[]) => void>()
  const newsListeners = new Set<() => void>()
  let closed = false
  let client: pg.Client
  const connect = async () => {
    client = new pg.Client(database.connectionConfig('baton_engine'))
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === 'baton_news') for (const listener of newsListeners) listener()
      const [workspace, topics] = payload.split(':')
      if (channel === 'baton_topics' && topics)
        for (const listener of topicListeners) listener(Number(workspace), topics.split(','))
    })
    client.on('error', (error) => {
      onError(error)
      if (!closed) setTimeout(() => connect().catch(onError), 1000)
    })
    await client.connect()
    await client.query('listen baton_topics; listen baton_news')
  }
  await connect()
  const subscribe =
    <T>(set: Set<T>) =>
    (listener: T) => {
      set.add(listener)
      return () => set.delete(listener)
    }
  return {
    onTopics: subscribe(topicListeners),
    onNews: subscribe(newsListeners),
    close: async () => {
      closed = true
      await client.end()
    },
  }
}

/**
 * `GET /stream?workspace=1`: server-sent events that say "topic changed" and nothing more. Who listens is checked again
 * before each word, so a revoked member hears nothing. A page of another origin is not listened to.
 */
export function mountStream(
  app: FastifyInstance,
  listener: Listener,
  identify: (headers: Headers) => Promise<Actor>,
  adminUrl: string,
): void {
  const own = new URL(adminUrl).origin
  const open = new Set<() => void>()
  // Before the server waits for its connections to end, which these would never do by themselves.
  app.addHook('preClose', async () => {
    for (const stop of open) stop()
  })
  app.get<{ Querystring: { workspace?: string } }>('/stream', async (request, reply) => {
    const { origin } = request.headers
    if (origin && origin !== own) return refuseOrigin(reply)
    const headers = new Headers({
      cookie: request.headers.cookie ?? '',
      'baton-workspace': request.query.workspace ?? '',
    })
    const { workspaceId } = await identify(headers)
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 2000\n\n')
    const stop = () => {
      open.delete(stop)
      off()
      clearInterval(beat)
      reply.raw.end()
    }
    const say = async (text: string) => {
      try {
        await identify(headers)
        reply.raw.write(text)
      } catch {
        stop() // whoever may not listen any more is hung up on; the browser's next request tells why
      }
    }
    const off = listener.onTopics((id, topics) => {
      if (id === workspaceId) void say(`data: ${JSON.stringify(topics)}\n\n`)
    })
    const beat = setInterval(() => void say(': beat\n\n'), beatMs)
    request.raw.on('close', stop)
    open.add(stop)
  })
}
