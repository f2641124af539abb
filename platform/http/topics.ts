import pg from 'pg'
import { type Db, withCommit } from '#platform/db'

/** Tells open browsers, with the commit, that what a topic shows has changed. Carries no data: they read again. */
export function topicChanged(db: Db, ...topics: readonly string[]): void {
  if (topics.length === 0) return
  withCommit(
    db,
    `pg_notify('baton_topics', current_setting('baton.workspace') || ':' || ${pg.escapeLiteral(topics.join(','))})`,
  )
}
