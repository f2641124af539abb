import { sql } from 'kysely'
import { companiesByDomain } from '#people/companies'
import { bearSubjects } from '#people/identity'
import { beginStanding } from '#people/standing'
import type { Db } from '#platform/db'
import type { ImportHow, ImportRow } from '#platform/registry'
import { relatedIn, setFieldValues } from '#workspace/fields'
import { leaveToFollow } from './arrivals.ts'
import { customFacts, type FactChange, keepFirstFacts } from './facts.ts'
import type { Column, Ready, Values } from './reading.ts'
import { contactsChanged, factColumns } from './store.ts'
import { tagAll } from './tags.ts'

/** Parts the bars of one person in a list of texts. */
const betweenBars = '\n'

/**
 * Makes people from rows of a file. Of a large one what may follow is left to follow: who is in is listed at once, and found by the
 * search box a while later.
 */
export async function makeFromFile(
  db: Db,
  fresh: readonly (Ready & { id: string })[],
  { now, behind, ask }: Pick<ImportHow, 'now' | 'behind' | 'ask'>,
): Promise<void> {
  if (fresh.length === 0) return
  const ids = fresh.map(({ id }) => id)
  const byDomain = await joinByDomain(db, fresh)
  const of = (column: Column | 'phone_key' | 'name') =>
    sql`${fresh.map(({ values }) => values[column] ?? null)}`
  const facts = fresh.map(({ id, values, row }) => ({
    id,
    facts: [
      ...factsOf(id, values),
      ...customFacts(id, row.custom),
      { contactId: id, field: 'created_via', value: 'import' },
    ],
  }))
  // Sent one after the other without waiting for answers: while the database writes them, the next rows of the file are read.
  await Promise.all([
    ...(behind ? [sql`set local baton.noted_later = 'on'`.execute(db)] : []),
    sql`
      insert into contact (id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city,
        country, owner_id, bars, created_via, status, created_at, changed_at)
      select id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city, country, owner_id,
        string_to_array(bars, ${betweenBars}), 'import', 'person', ${now}::timestamptz, ${now}::timestamptz
      from unnest(${ids}::uuid[], ${of('external_id')}::text[], ${of('first_name')}::text[], ${of('last_name')}::text[],
        ${of('name')}::text[], ${of('email')}::text[], ${of('phone')}::text[], ${of('phone_key')}::text[],
        ${of('job_title')}::text[], ${of('company_id')}::uuid[], ${byDomain}::text[], ${of('city')}::text[], ${of('country')}::text[], ${of('owner_id')}::uuid[],
        ${fresh.map(({ row }) => row.bars.join(betweenBars))}::text[])
        as n (id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city, country, owner_id, bars)`.execute(
      db,
    ),
    bearSubjects(db, ids, now),
    beginStanding(db, ids, 'person'),
    behind
      ? leaveToFollow(db, facts, now)
      : keepFirstFacts(
          db,
          facts.flatMap((it) => it.facts),
          now,
        ),
  ])
  const related = await relatedTo(db, fresh, ask)
  await setFieldValues(
    db,
    'contact',
    fresh.map(({ id, row }, n) => ({ recordId: id, values: { ...row.custom, ...related[n] } })),
    now,
    { read: true },
  )
  await tagAll(db, fresh, now)
  if (behind) await sql`set local baton.noted_later = 'off'`.execute(db)
  else await contactsChanged(db, ids, now, 'import', 'bulk')
}

/** Whom fields of these rows name, for each row. */
export const relatedTo = (db: Db, rows: readonly { row: ImportRow }[], ask: ImportHow['ask']) =>
  relatedIn(
    db,
    'contact',
    rows.map(({ row }) => row),
    ask,
  )

/** Who names no company joins the one that has the domain of their address; gives the domains by which they did. */
async function joinByDomain(db: Db, fresh: readonly Ready[]): Promise<(string | null)[]> {
  const joined = await companiesByDomain(
    db,
    fresh.map(({ values }) => (values.company_id ? null : values.email)),
  )
  return fresh.map(({ values }) => {
    const it = values.company_id ? undefined : joined.get(values.email ?? '')
    if (it) values.company_id = it.companyId
    return it?.domain ?? null
  })
}

export const factsOf = (contactId: string, values: Values): FactChange[] =>
  factColumns.flatMap((field) => {
    const value = field === 'created_via' ? undefined : values[field]
    return value === undefined ? [] : [{ contactId, field, value }]
  })
