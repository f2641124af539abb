import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'

/**
 * What the change log says of the act that this transaction is part of, where that is known only now: before its first
 * change. With a literal, as when it begins; and with a semicolon, so that no plan is kept of a text that never comes again.
 */
export const tellOfAct = (db: Db, words: string) =>
  sql`set local baton.operation_label = ${sql.raw(pg.escapeLiteral(words))};`.execute(db)
