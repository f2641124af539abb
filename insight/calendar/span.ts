import { DateTime } from 'luxon'
import type { Db } from '#platform/db'
import type { Permission } from '#workspace/members'
import type { Entry, EntryKind } from './contract.ts'

/** Days in the firm's zone, and the instants of them: [start, end). */
export type Span = {
  from: string
  to: string
  start: Date
  end: Date
  zone: string
  now: Date
  limit: number
}
export type Source = { kind: EntryKind; may: Permission; find: (db: Db, span: Span) => Promise<Found[]> }
/** An entry; one day and no hour unless told. */
export type Found = Pick<Entry, 'title' | 'from' | 'path'> &
  Partial<Pick<Entry, 'detail' | 'to' | 'time'>> & { id: string }

type Day = string | Date
export const dayOf = (day: Day): string => (typeof day === 'string' ? day : day.toISOString().slice(0, 10))
export const dayIn = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate()!
