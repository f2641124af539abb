import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Of all who open a handover of one firm (or person) and product line at once, one does; the others then see it. */
export const holdRace = (db: Db, raceKey: string, productLineId: string): Promise<void> =>
  holdRaces(db, [{ raceKey, productLineId }])

/** Races held in one order, so that of two who want several none waits for the other in a circle. */
export async function holdRaces(
  db: Db,
  races: readonly { raceKey: string; productLineId: string }[],
): Promise<void> {
  const names = new Set(races.map(({ raceKey, productLineId }) => `race ${raceKey} ${productLineId}`))
  if (names.size === 0) return
  await sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${[...names].sort()}::text[]) as race (name)`.execute(
    db,
  )
}

/** Registrations of a product line are judged one after the other, so that of two for the same firm the first wins. */
export async function holdRegistrations(db: Db, productLineId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`protection ${productLineId}`}, 0))`.execute(db)
}
