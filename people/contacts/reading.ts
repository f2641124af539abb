import { companiesFound, companiesNamed } from '#people/companies'
import { keysOf } from '#people/erased'
import type { Db } from '#platform/db'
import { Refusal } from '#platform/http'
import type { ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { type SaidOnce, saidOnce, shownOnce } from '#workspace/fields'
import { membersByName } from '#workspace/members'
import { phoneKey, shownName } from './contact.ts'
import { firmRegion } from './store.ts'

/** The fields of a file that are columns of a person. */
export const columns = {
  externalId: 'external_id',
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  jobTitle: 'job_title',
  companyName: 'company_id',
  city: 'city',
  country: 'country',
  owner: 'owner_id',
} as const
export type Column = (typeof columns)[keyof typeof columns]
export type Values = Partial<Record<Column | 'name' | 'phone_key', string | null>>
/** `said`: in fields of the firm's own that take each value only once. */
export type Ready = { row: ImportRow; values: Values; keys: string[]; said: SaidOnce[] }

/** By what of a row somebody is known. */
export const knownIn = ({ external_id, email, phone_key }: Values) => ({
  externalId: external_id,
  email,
  phoneKey: phone_key,
})

/** Looks up what rows only name (companies, owners) and refuses those who can't be known. */
export async function prepare(
  db: Db,
  rows: readonly ImportRow[],
  { now, ask }: Pick<ImportHow, 'now' | 'ask'>,
  findings: ImportFinding[],
): Promise<Ready[]> {
  const region = await firmRegion(db)
  const text = (row: ImportRow, field: string) => {
    const value = row.fields[field]
    return value === undefined ? undefined : String(value)
  }
  const byNumber = await companiesFound(
    db,
    rows.flatMap((row) => text(row, 'companyId') ?? []),
  )
  const companies = await companiesNamed(
    db,
    rows.flatMap((row) =>
      byNumber.has(text(row, 'companyId') ?? '') ? [] : (text(row, 'companyName') ?? []),
    ),
    now,
  )
  const owners = await membersByName(
    db,
    rows.flatMap((row) => text(row, 'owner') ?? []),
  )
  const said = await saidOnce(db, 'contact', rows)
  const ready: Ready[] = []
  for (const [n, row] of rows.entries()) {
    const values: Values = {}
    const companyId = text(row, 'companyId')
    for (const [field, column] of Object.entries(columns)) {
      const value = text(row, field)
      if (value === undefined) continue
      if (field === 'companyName') values.company_id = companies.get(value) ?? null
      else if (field === 'owner') {
        const owner = owners.get(value)
        if (owner) values.owner_id = owner
        else ask({ field: 'owner', value, near: null })
      } else values[column] = value.slice(0, 300)
    }
    if (companyId !== undefined) {
      const company = byNumber.get(companyId)
      if (company) values.company_id = company
      else if (!values.company_id) ask({ field: 'companyId', value: companyId, near: null })
    }
    if (values.phone) values.phone_key = phoneKey(values.phone, region)
    try {
      values.name = shownName({
        name: text(row, 'fullName'),
        firstName: values.first_name,
        lastName: values.last_name,
        email: values.email,
        phone: values.phone,
        externalId: values.external_id ?? shownOnce(said[n]!),
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      findings.push({ line: row.line, is: 'refused', reason: error.message })
      continue
    }
    ready.push({ row, values, keys: keysOf(knownIn(values)), said: said[n]! })
  }
  return ready
}
