import type { Db } from '#platform/db'

/** What changed of a row in one operation: the columns that differ, or all of a row that was not there before or is gone. */
export type RowChange = {
  was: Readonly<Record<string, unknown>> | null
  is: Readonly<Record<string, unknown>> | null
}
/** A field of what is told, as documentation shows it; the words say what it means. */
export type ToldField = {
  type: 'text' | 'id' | 'instant' | 'day' | 'whole' | 'yesno' | 'object'
  words: string
}

/** A kind of record whose changes other programs can hear of: as data, from the slice that the record belongs to. */
export type ToldRecord = {
  /** Before the dot of its events, as `contact`. */
  record: string
  table: string
  events: readonly { type: string; label: string }[]
  /** Which of its events a change is; null: none. `now` is what `read` gives, if the row is still there. */
  eventOf: (change: RowChange, now: Readonly<Record<string, unknown>> | undefined) => string | null
  /** Columns whose changes are told, by the names under which they are; absent: its table is only added to, and in no change log. */
  columns?: Readonly<Record<string, string>>
  /** Main fields as they stand, also of what lies in the bin. */
  read: (db: Db, ids: readonly string[]) => Promise<({ id: string } & Record<string, unknown>)[]>
  /** What `read` gives. */
  fields: Readonly<Record<string, ToldField>>
}

/** What became of a record that can lie in the bin; what comes back from there is created anew for those who listen. */
export function lifeOf({ was, is }: RowChange): 'created' | 'changed' | 'deleted' | null {
  if (was === null) return is === null || is.deleted_at ? null : 'created'
  if (is === null) return was.deleted_at ? null : 'deleted'
  if ('erased_at' in is && !('deleted_at' in is)) return null // whoever listens heard that it was deleted
  if (!('deleted_at' in is)) return 'changed'
  return is.deleted_at ? 'deleted' : 'created'
}

/** The events of a record of which only its life is told. */
export const lifeEvent =
  (record: string): ToldRecord['eventOf'] =>
  (change) => {
    const life = lifeOf(change)
    return life && `${record}.${life}`
  }

/** A row of the change log: the columns that differ, or all of a row that was not there before or is gone. */
export type LoggedRow = {
  seq: number
  rowId: string
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}
/** What changed of a record, as people read it. */
export type ReadChange = {
  field: string
  label: string
  kind: 'text' | 'number' | 'money' | 'day' | 'instant'
  /** Of an amount; null: the firm's. */
  currency: string | null
  /** One of several choices, each of which stands for itself. */
  several: boolean
  from: string | null
  to: string | null
}
/** How changes of a table's rows read, by their numbers in the log; of which record they are. */
export type ChangeWords = {
  table: string
  read: (
    db: Db,
    rows: readonly LoggedRow[],
  ) => Promise<ReadonlyMap<number, { record: string; recordId: string; fields: ReadChange[] }>>
}
