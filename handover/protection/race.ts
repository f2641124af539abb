import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Of all who open a handover of one firm (or person) and product line at once, one does; the others then see it. */
export async function holdRace(db: Db, raceKey: string, productLineId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`race ${raceKey} ${productLineId}`}, 0))`.execute(
    db,
  )
}

/** Registrations of a product line are judged one after the other, so that of two for the same firm the first wins. */
export async function holdRegistrations(db: Db, productLineId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`protection ${productLineId}`}, 0))`.execute(db)
}
