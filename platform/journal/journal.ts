import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type NewEvent = {
  kind: string
  subjectId: string
  occurredAt: Date
  receivedAt: Date
  /** Done by the person, as far as is known now; a verdict may change it later. */
  human: boolean
  data: Record<string, unknown>
  companyId?: string
  /** The sender's own name for this event: delivered twice, it is stored once. */
  effectKey?: string
}

const toleratedAheadMs = 5 * 60_000

/**
 * Appends events and gives the id of each, in order; null where its effect key was taken before. An event that claims
 * to come from more than five minutes ahead is set to when it was received, and says so.
 */
export async function record(db: Db, events: NewEvent[]): Promise<(string | null)[]> {
  const ids: (string | null)[] = events.map((event) => uuidv7(event.receivedAt))
  const keyed = events
    .map((event, n) => ({ key: event.effectKey, id: ids[n]!, n }))
    .filter((it) => it.key !== undefined)
  if (keyed.length > 0) {
    const taken = await db
      .insertInto('journal_key')
      .values(keyed.map(({ key, id }) => ({ key: key!, event_id: id })))
      .onConflict((it) => it.doNothing())
      .returning('event_id')
      .execute()
    const mine = new Set(taken.map((row) => row.event_id))
    for (const { id, n } of keyed) if (!mine.has(id)) ids[n] = null
  }
  const rows = events.flatMap((event, n) => {
    const id = ids[n]
    if (!id) return []
    const ahead = event.occurredAt.getTime() > event.receivedAt.getTime() + toleratedAheadMs
    return {
      id,
      kind: event.kind,
      subject_id: event.subjectId,
      company_id: event.companyId ?? null,
      occurred_at: ahead ? event.receivedAt : event.occurredAt,
      received_at: event.receivedAt,
      human: event.human,
      data: JSON.stringify(
        ahead ? { ...event.data, clockAhead: event.occurredAt.toISOString() } : event.data,
      ),
      effect_key: event.effectKey ?? null,
    }
  })
  if (rows.length > 0) await db.insertInto('journal_event').values(rows).execute()
  return ids
}

/** The subject of a kind and key, made at its first mention. */
export async function ensureSubject(
  db: Db,
  kind: 'contact' | 'visitor' | 'address' | 'row' | 'key',
  key: string,
  now: Date,
): Promise<string> {
  const found = () => db.selectFrom('subject').select('id').where('kind', '=', kind).where('key', '=', key)
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into subject (id, kind, key, created_at) select ${uuidv7(now)}::uuid, ${kind}, ${key}, ${now}::timestamptz
      where not exists (${found()}) on conflict do nothing returning id
    )
    select id from made union all (${found()})`.execute(db)
  // Made by somebody else at the same moment: there now, but not when this began.
  return rows[0]?.id ?? (await found().executeTakeFirstOrThrow()).id
}

/** Makes subjects that are not there yet, by key; one statement for many. */
export async function makeSubjects(
  db: Db,
  kind: 'contact' | 'row',
  keys: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const made = new Map(keys.map((key) => [key, uuidv7(now)]))
  await sql`
    insert into subject (id, kind, key, created_at)
    select s.id, ${kind}, s.key, ${now}::timestamptz
    from unnest(${[...made.values()]}::uuid[], ${keys}::text[]) as s (id, key)`.execute(db)
  return made
}

/** Says of an event that a machine made it, a person did, or that it is taken back; the newest verdict counts. */
export async function judge(
  db: Db,
  eventId: string,
  verdict: 'human' | 'machine' | 'retracted',
  evidence: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('verdict')
    .values({ id: uuidv7(now), event_id: eventId, verdict, evidence, known_at: now })
    .execute()
}

/** The same of many events; `saidBy`: the colleague who says so. */
export async function judgeAll(
  db: Db,
  eventIds: readonly string[],
  verdict: 'human' | 'machine' | 'retracted',
  evidence: string,
  now: Date,
  saidBy: string | null = null,
): Promise<void> {
  if (eventIds.length === 0) return
  await sql`
    insert into verdict (id, event_id, verdict, evidence, known_at, said_by)
    select v.id, v.event_id, ${verdict}, ${evidence}, ${now}::timestamptz, ${saidBy}::uuid
    from unnest(${eventIds.map(() => uuidv7(now))}::uuid[], ${eventIds}::uuid[]) as v (id, event_id)`.execute(
    db,
  )
}

/** That a person did it and it is not taken back, of an event that a query calls `event`, as far as is known now. */
export const humanNow = (event: string): RawBuilder<boolean> => sql`coalesce((
  select j.verdict = 'human' from verdict j where j.workspace_id = ${sql.ref(`${event}.workspace_id`)} and j.event_id = ${sql.ref(`${event}.id`)}
  order by j.known_at desc, j.id desc limit 1), ${sql.ref(`${event}.human`)})`
