import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Tells open browsers, after the commit, that what a topic shows has changed. Carries no data: they read again. */
export async function topicChanged(db: Db, ...topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return
  await sql`select pg_notify('baton_topics', current_setting('baton.workspace') || ':' || ${topics.join(',')})`.execute(
    db,
  )
}
