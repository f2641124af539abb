import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db'
import { humanNow } from '#platform/journal'
import type { KnownEvent } from './definition.ts'
import { isNewAct } from './readiness.ts'

const dataShape = z.record(z.string(), z.unknown())

/**
 * The acts of each contact that are held to be a person's now, through every subject that is known to be theirs;
 * of the given kinds only.
 */
export async function loadActs(
  db: Db,
  contactIds: readonly string[],
  kinds: readonly string[],
): Promise<Map<string, KnownEvent[]>> {
  if (kinds.length === 0 || contactIds.length === 0) return new Map()
  const { rows } = await sql<{
    contact_id: string
    id: string
    kind: string
    data: unknown
    occurred_at: Date
    received_at: Date
  }>`
    select i.contact_id, e.id, e.kind, e.data, e.occurred_at, e.received_at
    from identity i
    join journal_event e on e.subject_id = i.subject_id and e.kind = any(${kinds}::text[])
    where i.contact_id = any(${contactIds}::uuid[]) and i.until is null
      and ${humanNow('e')}`.execute(db)
  const found = new Map<string, KnownEvent[]>()
  for (const row of rows) {
    const acts = found.get(row.contact_id) ?? []
    acts.push({
      id: row.id,
      kind: row.kind,
      data: dataShape.parse(row.data),
      occurredAt: row.occurred_at,
      receivedAt: row.received_at,
    })
    found.set(row.contact_id, acts)
  }
  return found
}

/** What a look is about: a contact, when it was looked at before, and what its news named. */
export interface Arrival {
  contactId: string
  before: Date | null
  named: readonly string[]
}
export interface Arrived {
  /** Every event that this look newly knows, whoever made it. */
  arrived: string[]
  /** Those that are a person's act and open a clock. */
  newActs: string[]
  /** The newest instant of what was seen: a look is never before it. */
  latest: Date
}

/**
 * What each look newly knows: the events its news named, those received since the look before, and all of a subject
 * that became this person's since. Of these, the acts that were never counted before and open a clock.
 */
export async function loadArrivals(
  db: Db,
  arrivals: readonly Arrival[],
  t: Date,
): Promise<Map<string, Arrived>> {
  const ids = arrivals.map((one) => one.contactId)
  const before = arrivals.map((one) => one.before ?? new Date(0))
  const named = arrivals.flatMap((one) => one.named)
  const { rows } = await sql<EventRow>`
    select i.contact_id, e.id, e.received_at, e.human, i.known_at as identified_at,
           coalesce(e.data -> 'imported' = 'true'::jsonb, false) as imported,
           e.received_at > l.before or i.known_at > l.before or e.id = any(${named}::uuid[]) as arrives
    from unnest(${ids}::uuid[], ${before}::timestamptz[]) as l (contact_id, before)
    join identity i on i.contact_id = l.contact_id and i.until is null
    join journal_event e on e.subject_id = i.subject_id
    where e.received_at > l.before - interval '5 minutes' or i.known_at > l.before or e.id = any(${named}::uuid[])`.execute(
    db,
  )
  const [{ humanAt, judgedAt }, counted] = await Promise.all([humanSince(db, rows), countedBefore(db, rows)])
  const found = new Map<string, Arrived>(ids.map((id) => [id, { arrived: [], newActs: [], latest: t }]))
  for (const row of rows) {
    const mine = found.get(row.contact_id)!
    if (row.arrives) mine.arrived.push(row.id)
    for (const at of [row.received_at, row.identified_at, judgedAt.get(row.id)]) {
      if (at && at > mine.latest) mine.latest = at
    }
    const human = humanAt.get(row.id)
    if (!human) continue
    const known = new Date(Math.max(human.getTime(), row.identified_at.getTime()))
    const act = {
      receivedAt: row.received_at,
      imported: row.imported,
      identifiedAt: row.identified_at,
      humanAt: human,
    }
    if (isNewAct(act) && !counted(row.contact_id, row.id, known)) mine.newActs.push(row.id)
  }
  for (const one of found.values()) {
    one.arrived.sort()
    one.newActs.sort()
  }
  return found
}

interface EventRow {
  contact_id: string
  id: string
  received_at: Date
  human: boolean
  identified_at: Date
  imported: boolean
  arrives: boolean
}

/** Since when each event has been held to be a person's without a break, and when it was last judged. */
async function humanSince(
  db: Db,
  rows: readonly EventRow[],
): Promise<{ humanAt: Map<string, Date>; judgedAt: Map<string, Date> }> {
  const humanAt = new Map<string, Date>()
  const judgedAt = new Map<string, Date>()
  for (const row of rows) if (row.human) humanAt.set(row.id, row.received_at)
  if (rows.length === 0) return { humanAt, judgedAt }
  const { rows: verdicts } = await sql<{ event_id: string; verdict: string; known_at: Date }>`
    select event_id, verdict, known_at from verdict
    where event_id = any(${rows.map((row) => row.id)}::uuid[]) order by known_at, id`.execute(db)
  for (const { event_id, verdict, known_at } of verdicts) {
    judgedAt.set(event_id, known_at)
    if (verdict !== 'human') humanAt.delete(event_id)
    else if (!humanAt.has(event_id)) humanAt.set(event_id, known_at)
  }
  return { humanAt, judgedAt }
}

/** Whether an event that was known since an instant had been counted in an earlier look of the contact. */
async function countedBefore(
  db: Db,
  rows: readonly EventRow[],
): Promise<(contactId: string, eventId: string, known: Date) => boolean> {
  const earliest = rows.reduce((least, row) => Math.min(least, row.received_at.getTime()), Infinity)
  if (rows.length === 0) return () => false
  const { rows: looks } = await sql<{ contact_id: string; at: Date; arrived: string[] }>`
    select contact_id, at, arrived from look
    where contact_id = any(${[...new Set(rows.map((row) => row.contact_id))]}::uuid[])
      and at >= ${new Date(earliest)} order by at, id`.execute(db)
  const byContact = Map.groupBy(looks, (look) => look.contact_id)
  return (contactId, eventId, known) => {
    let hasArrived = false
    for (const look of byContact.get(contactId) ?? []) {
      hasArrived ||= look.arrived.includes(eventId)
      if (hasArrived && look.at >= known) return true
    }
    return false
  }
}
