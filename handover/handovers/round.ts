import type { Db } from '#platform/db'
import { isOpen } from './handover.ts'
import type { Held } from './record.ts'
import type { SeamInForce } from './setting.ts'

/**
 * What a round of the pump holds of handovers, as it is now: the open ones of its people and races, with what the round has
 * written of them itself. Nobody else writes them or opens another in these races before it ends, so they are read once.
 */
export interface Round {
  open: readonly Held[]
  races: readonly { raceKey: string; productLineId: string }[]
  /** The terms under which the week is held; null: it is not. */
  seam: SeamInForce | null
}
interface Kept {
  open: Map<string, Held>
  races: ReadonlySet<string>
  seam: SeamInForce | null
}
const rounds = new WeakMap<Db, Kept>()

const nameOf = (raceKey: string, productLineId: string) => `${raceKey} ${productLineId}`

export function beginRound(db: Db, { open, races, seam }: Round): void {
  rounds.set(db, {
    open: new Map(open.map((held) => [held.row.id, held])),
    races: new Set(races.map((race) => nameOf(race.raceKey, race.productLineId))),
    seam,
  })
}

/** What was written of a handover, where a round of the pump did it. */
export function keepInRound(db: Db, held: Held): void {
  const round = rounds.get(db)
  if (!round || held.row.kind !== 'lead') return
  if (isOpen(held.handover)) round.open.set(held.row.id, held)
  else round.open.delete(held.row.id)
}

/** The open handovers of people of the round, in the order of their ids. */
export function openInRound(db: Db, contactIds: readonly string[]): Held[] {
  const round = rounds.get(db)
  if (!round) throw new Error('The crossing step has not run for this batch')
  const ids = new Set(contactIds)
  return [...round.open.values()]
    .filter(({ row }) => ids.has(row.contact_id))
    .sort((a, b) => (a.row.id < b.row.id ? -1 : 1))
}

/** What is open in a race that the round holds; undefined: it holds no such race. */
export function raceInRound(
  db: Db,
  { contactId, raceKey, productLineId }: { contactId: string; raceKey: string; productLineId: string },
): Held | null | undefined {
  const round = rounds.get(db)
  if (!round?.races.has(nameOf(raceKey, productLineId))) return undefined
  const found = [...round.open.values()].find(
    ({ row }) =>
      row.product_line_id === productLineId && (row.race_key === raceKey || row.contact_id === contactId),
  )
  return found ?? null
}

export const weekInRound = (db: Db): SeamInForce | null => rounds.get(db)?.seam ?? null
