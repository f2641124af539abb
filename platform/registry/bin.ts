import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db'

/** For so long a deleted record lies in the bin. */
export const daysInBin = 30

/** A kind of record that lies in the bin when it is deleted, until it is brought back or goes for good. */
export type BinKind = {
  record: 'contact' | 'company' | 'deal' | 'note' | 'task' | 'file'
  /** The permission to read one. */
  reads: string
  /** The permission to delete one, and so to bring one back. */
  may: string
  /**
   * It hangs on a person, company or deal and is seen while that is there and seen; `author`: whoever wrote it brings it back, or
   * who may delete people.
   */
  hangs?: { by: 'author' | 'anybody' }
  /**
   * Those that lie there, as a query of `id`, `name`, `name_key` and `deleted_at`; of what hangs on records `workspace_id`, `contact_id`, `company_id`,
   * `deal_id` and `author_id` as well.
   */
  lying: RawBuilder<unknown>
  /** Takes them out of the bin, and says in words what of them is somebody else's by now. What follows is that of an undo. */
  back: (db: Db, ids: readonly string[], now: Date) => Promise<string[]>
  /** Empties rows that go for good: what rests on them stays. Absent of people, who are erased, and of what nothing rests on. */
  empty?: (db: Db, ids: readonly string[], now: Date) => Promise<void>
}
