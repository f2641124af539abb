import { sql } from 'kysely'

/** When a note was written: before it came in, where there was no network. */
export const writtenAt = sql<Date>`coalesce(note.occurred_at, note.created_at)`
