import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { fieldsOf, fieldValues } from '#workspace/fields'

/** What own fields said of a company from an instant until another, as it is shown to programs. */
export type KnownThen = {
  companyId: string
  /** `custom.key`. */
  field: string
  value: string | number | boolean | string[] | null
  knownAt: Date
  until: Date | null
}

/** Keeps what own fields say of companies from now on: closes what says otherwise, opens what is new. */
export async function keepKnown(db: Db, ids: readonly string[]): Promise<void> {
  const fields = (await fieldsOf(db, 'company')).filter(({ type }) => type !== 'relation')
  if (ids.length === 0 || fields.length === 0) return
  const held = await fieldValues(db, ids)
  const { rows } = await sql<{ now: Date }>`select current_setting('baton.now')::timestamptz as now`.execute(
    db,
  )
  const now = rows[0]!.now
  const said = ids.flatMap((id) =>
    fields.map(({ key }) => {
      const value = held.get(id)?.[key] ?? null
      return { id, field: `custom.${key}`, value: value === null ? null : JSON.stringify(value) }
    }),
  )
  const given = sql`unnest(${said.map(() => uuidv7(now))}::uuid[], ${said.map((it) => it.id)}::uuid[],
    ${said.map((it) => it.field)}::text[], ${said.map((it) => it.value)}::jsonb[]) as g (id, company_id, field, value)`
  await sql`
    update company_fact_version v set until = ${now} from ${given}
    where v.company_id = g.company_id and v.field = g.field and v.until is null and v.value is distinct from g.value`.execute(
    db,
  )
  await sql`
    insert into company_fact_version (id, company_id, field, value, known_at)
    select g.id, g.company_id, g.field, g.value, ${now}::timestamptz from ${given}
    left join lateral (select v.id, v.until from company_fact_version v where v.company_id = g.company_id and v.field = g.field
      order by v.until desc nulls first limit 1) last on true
    where last.until is not null or (last.id is null and g.value is not null)`.execute(db)
}

/** What was ever known of companies in these own fields. */
export async function knownThen(
  db: Db,
  companyIds: readonly string[],
  fields: readonly string[],
): Promise<KnownThen[]> {
  if (companyIds.length === 0 || fields.length === 0) return []
  const { rows } = await sql<KnownThen>`
    select company_id as "companyId", field, value, known_at as "knownAt", until from company_fact_version
    where company_id = any(${companyIds}::uuid[]) and field = any(${fields}::text[])`.execute(db)
  return rows
}
