import { sql } from 'kysely'
import { addNumbers } from '#people/contacts'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { takeValues as takeCustom } from '#workspace/fields'
import type { MergeRecord } from './merge.ts'

/** Values that can be taken over, by the names that records have them under, with the columns behind each. */
const takable: Record<MergeRecord, Record<string, string[]>> = {
  contact: {
    externalId: ['external_id'],
    name: ['name', 'first_name', 'last_name'],
    email: ['email'],
    phone: ['phone', 'phone_key'],
    jobTitle: ['job_title'],
    companyId: ['company_id', 'company_by_domain'],
    city: ['city'],
    country: ['country'],
    ownerId: ['owner_id'],
  },
  company: {
    externalId: ['external_id'],
    name: ['name'],
    domain: ['domain'],
    sector: ['sector'],
    employees: ['employees'],
    revenueMinor: ['revenue_minor'],
    city: ['city'],
    country: ['country'],
    parentId: ['parent_id'],
    ownerId: ['owner_id'],
  },
}
const customPrefix = 'custom.'

/** The values that the merging person chose from the loser, and whatever the winner lacks; custom ones too. */
export async function takeValues(
  db: Db,
  it: { record: MergeRecord; winnerId: string; loserId: string; take: string[] },
  now: Date,
): Promise<void> {
  const own = it.take.filter((name) => !name.startsWith(customPrefix))
  const unknown = own.filter((name) => !Object.hasOwn(takable[it.record], name))
  if (unknown.length > 0)
    throw invalid('unknown_field', `There is no field ${unknown.join(', ')} to take over.`)
  const table = sql.table(it.record)
  const [lost, kept] = [await rowOf(db, it.record, it.loserId), await rowOf(db, it.record, it.winnerId)]
  // An external id names one record only, so it leaves the one before the other has it.
  if (lost.external_id) await sql`update ${table} set external_id = null where id = ${it.loserId}`.execute(db)
  const sets = Object.entries(takable[it.record]).flatMap(([name, columns]) => {
    const isTaken = own.includes(name) && lost[columns[0]!] !== null
    return columns.map((column) => {
      const [ref, value] = [sql.ref(column), sql`${lost[column] ?? null}`]
      if (isTaken) return sql`${ref} = ${value}`
      if (name === 'name') return sql`${ref} = ${ref}`
      // What goes with a value comes over with it only.
      return sql`${ref} = case when ${sql.ref(columns[0]!)} is null then ${value} else ${ref} end`
    })
  })
  await sql`update ${table} set ${sql.join(sets)}, changed_at = ${now} where id = ${it.winnerId}`.execute(db)
  if (it.record === 'contact') await keepKeys(db, { ...it, take: own, kept, lost }, now)
  const keys = it.take
    .filter((name) => name.startsWith(customPrefix))
    .map((name) => name.slice(customPrefix.length))
  await takeCustom(db, { record: it.record, winnerId: it.winnerId, loserId: it.loserId, keys }, now)
}

type Row = Record<string, unknown>

async function rowOf(db: Db, record: MergeRecord, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select * from ${sql.table(record)} where id = ${id}`.execute(db)
  return rows[0]!
}

/** By which the person who stays is known no more leads to them on: the one that ends keeps it, and a number is a further one. */
async function keepKeys(
  db: Db,
  it: { winnerId: string; loserId: string; take: string[]; kept: Row; lost: Row },
  now: Date,
): Promise<void> {
  const { take, kept, lost } = it
  const replaced = (['email', 'phone', 'externalId'] as const).filter((name) => {
    const column = takable.contact[name]![0]!
    return take.includes(name) && lost[column] !== null && kept[column] !== null
  })
  const sets = replaced
    .filter((name) => name !== 'externalId')
    .flatMap((name) => takable.contact[name]!)
    .map((column) => sql`${sql.ref(column)} = ${kept[column]}`)
  if (sets.length > 0)
    await sql`update ${sql.table('contact')} set ${sql.join(sets)} where id = ${it.loserId}`.execute(db)
  if (kept.external_id === null || lost.external_id === null) return
  const { external_id: number } = replaced.includes('externalId') ? kept : lost
  await addNumbers(db, [{ contactId: it.winnerId, number: String(number) }], now)
}
