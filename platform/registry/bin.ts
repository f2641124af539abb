import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db'

/** For so long a deleted record lies in the bin. */
export const daysInBin = 30

/** A kind of record that lies in the bin when it is deleted, until it is brought back or goes for good. */
export type BinKind = {
  record: 'contact' | 'company' | 'deal'
  /** The permission to delete one, and so to bring one back. */
  may: string
  /** Those that lie there, as a query of `id`, `name`, `name_key` and `deleted_at`. */
  lying: RawBuilder<unknown>
  /** Takes them out of the bin, and says in words what of them is somebody else's by now. What follows is that of an undo. */
  back: (db: Db, ids: readonly string[], now: Date) => Promise<string[]>
  /** Empties rows that go for good: what rests on them stays. Absent of people, who are erased. */
  empty?: (db: Db, ids: readonly string[], now: Date) => Promise<void>
}
