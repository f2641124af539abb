import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type FactChange = {
  contactId: string
  field: string
  value: string | number | boolean | string[] | null
}

/** Custom values as facts; fields of the firm's own never clash with ours. */
export const customFacts = (
  contactId: string,
  custom: Readonly<Record<string, FactChange['value']>>,
): FactChange[] =>
  Object.entries(custom).map(([key, value]) => ({ contactId, field: `custom.${key}`, value }))

/**
 * Keeps what was known of people when: closes the version that held and opens the new one where the value differs, so
 * that a replay reads what was known then and not today's values. Each is looked up by its key: asked as a whole, a table that was
 * just filled is compared with all that is given. While first facts of people are still to follow, that a value is none any more
 * is kept too.
 */
export async function keepFacts(db: Db, changes: readonly FactChange[], now: Date): Promise<void> {
  if (changes.length === 0) return
  const given = sql`unnest(${changes.map((it) => it.contactId)}::uuid[], ${changes.map((it) => it.field)}::text[],
    ${changes.map((it) => (it.value === null ? null : JSON.stringify(it.value)))}::jsonb[]) as g (contact_id, field, value)`
  await sql`
    update fact_version v set until = ${now} from ${given}
    where v.contact_id = g.contact_id and v.field = g.field and v.until is null and v.value is distinct from g.value`.execute(
    db,
  )
  await sql`
    insert into fact_version (id, contact_id, field, value, known_at)
    select g.id, g.contact_id, g.field, g.value, ${now}::timestamptz
    from unnest(${changes.map(() => uuidv7(now))}::uuid[], ${changes.map((it) => it.contactId)}::uuid[], ${changes.map((it) => it.field)}::text[],
      ${changes.map((it) => (it.value === null ? null : JSON.stringify(it.value)))}::jsonb[]) as g (id, contact_id, field, value)
    left join lateral (select v.id, v.until from fact_version v where v.contact_id = g.contact_id and v.field = g.field
      order by v.until desc nulls first limit 1) last on true
    where last.until is not null or (last.id is null and (g.value is not null or exists (select from contact_arrival)))`.execute(
    db,
  )
}

/** The first facts of people who were just made: there is nothing to close or compare. */
export async function keepFirstFacts(db: Db, facts: readonly FactChange[], now: Date): Promise<void> {
  const given = facts.filter(({ value }) => value !== null)
  if (given.length === 0) return
  await sql`
    insert into fact_version (id, contact_id, field, value, known_at)
    select g.id, g.contact_id, g.field, g.value, ${now}::timestamptz
    from unnest(${given.map(() => uuidv7(now))}::uuid[], ${given.map((it) => it.contactId)}::uuid[],
      ${given.map((it) => it.field)}::text[], ${given.map((it) => JSON.stringify(it.value))}::jsonb[])
      as g (id, contact_id, field, value)`.execute(db)
}

/** First facts that are kept after people came in: each holds until what was kept of it since. */
export async function keepEarlierFacts(db: Db, facts: readonly FactChange[], knownAt: Date): Promise<void> {
  await sql`
    insert into fact_version (id, contact_id, field, value, known_at, until)
    select g.id, g.contact_id, g.field, g.value, ${knownAt}::timestamptz, since.known_at
    from unnest(${facts.map(() => uuidv7(knownAt))}::uuid[], ${facts.map((it) => it.contactId)}::uuid[],
      ${facts.map((it) => it.field)}::text[], ${facts.map((it) => JSON.stringify(it.value))}::jsonb[])
      as g (id, contact_id, field, value)
    left join lateral (select v.known_at from fact_version v where v.contact_id = g.contact_id and v.field = g.field
      order by v.known_at limit 1) since on true`.execute(db)
}
