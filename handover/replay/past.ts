import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { companiesThen } from './companies.ts'
import type { FactVersion, Identity, JournaledEvent, Look, Past, Verdict } from './walk.ts'

const always = new Date(0)
/** Fields of the firm's own on companies. */
const ownOfCompanies = 'company.custom.'
/** Bought on a day; bought on none that is known, so they always were one; never bought. */
const customerSince = (won: Date | null | undefined): FactVersion[] =>
  won === null
    ? [{ field: 'customer', value: true, knownAt: always, until: null }]
    : [
        { field: 'customer', value: false, knownAt: always, until: won ?? null },
        ...(won ? [{ field: 'customer', value: true, knownAt: won, until: null }] : []),
      ]

type Of<T> = T & { of: string }

/**
 * All that is stored of these people up to an instant. Where they worked, and how that company stood, is as it was then;
 * being a customer is a fact from the day of the first won deal.
 */
export async function loadPasts(
  db: Db,
  contactIds: readonly string[],
  {
    until,
    fields,
    wonAt,
  }: { until: Date; fields: ReadonlySet<string>; wonAt: ReadonlyMap<string, Date | null> },
): Promise<Map<string, Past>> {
  const { rows: looks } = await sql<Of<Look>>`
    select contact_id as of, at, arrived from look where contact_id = any(${contactIds}::uuid[]) and at < ${until}`.execute(
    db,
  )
  const { rows: identities } = await sql<Of<Identity>>`
    select contact_id as of, subject_id as subject, known_at as "knownAt", until from identity
    where contact_id = any(${contactIds}::uuid[])`.execute(db)
  const { rows: events } = await sql<JournaledEvent>`
    select id, kind, data, occurred_at as "occurredAt", received_at as "receivedAt", subject_id as subject, human,
      coalesce(data -> 'imported' = 'true'::jsonb, false) as imported
    from journal_event where subject_id = any(${identities.map(({ subject }) => subject)}::uuid[])`.execute(
    db,
  )
  const { rows: verdicts } = await sql<Verdict>`
    select event_id as "eventId", verdict, known_at as "knownAt" from verdict
    where event_id = any(${events.map(({ id }) => id)}::uuid[])`.execute(db)
  const facts = await factsThen(db, contactIds, fields)

  const of = <T extends { of: string }>(rows: T[]) => Map.groupBy(rows, (row) => row.of)
  const [looksOf, identitiesOf] = [of(looks), of(identities)]
  const eventsOf = Map.groupBy(events, ({ subject }) => subject)
  const verdictsOf = Map.groupBy(verdicts, ({ eventId }) => eventId)
  return new Map(
    contactIds.map((id) => {
      const theirOwn = identitiesOf.get(id) ?? []
      const theirs = [...new Set(theirOwn.map(({ subject }) => subject))].flatMap(
        (one) => eventsOf.get(one) ?? [],
      )
      const won = wonAt.get(id)
      const past: Past = {
        looks: looksOf.get(id) ?? [],
        identities: theirOwn,
        events: theirs,
        verdicts: theirs.flatMap((event) => verdictsOf.get(event.id) ?? []),
        facts: [...facts.get(id)!, ...customerSince(won)],
      }
      return [id, past]
    }),
  )
}

/** What was known when of people, and of the companies where they worked then; of own fields only those named are read. */
export async function factsThen(
  db: Db,
  contactIds: readonly string[],
  fields: ReadonlySet<string>,
): Promise<Map<string, FactVersion[]>> {
  const { rows } = await sql<Of<FactVersion>>`
    select contact_id as of, field, value, known_at as "knownAt", until from fact_version
    where contact_id = any(${contactIds}::uuid[])`.execute(db)
  const own = [...fields].filter((field) => field.startsWith(ownOfCompanies))
  const companies = [...fields].some((field) => field.startsWith('company.'))
    ? await companiesThen(db, contactIds, own)
    : new Map<string, FactVersion[]>()
  const facts = Map.groupBy(rows, (row) => row.of)
  return new Map(contactIds.map((id) => [id, [...(facts.get(id) ?? []), ...(companies.get(id) ?? [])]]))
}
