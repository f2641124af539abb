import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { fieldIn, type ImportRecord, partOf } from './own-fields.ts'

export type Importers = {
  importer: Importer
  /** Of whatever else a row may speak of. */
  others?: readonly Importer[]
}
type Fields = ImportRow['fields']

/** In which order the parts of a row come in: what a part rests on first. */
const order: Partial<Record<ImportRecord, readonly ImportRecord[]>> = {
  contacts: ['contacts', 'companies', 'deals', 'activities'],
  deals: ['contacts', 'deals', 'companies', 'activities'],
}
const words: Partial<Record<ImportRecord, string>> = {
  contacts: 'contact',
  companies: 'company',
  deals: 'deal',
  activities: 'note',
}

/**
 * Rows that may hold several records each: a person with their company, a deal and a note. One finding a row: what was
 * refused of it is said, and what came in of it is in.
 */
export async function bringParts(
  db: Db,
  { importer, others = [] }: Importers,
  rows: readonly ImportRow[],
  how: ImportHow,
): Promise<ImportFinding[]> {
  const own = importer.record
  const hasParts = rows.some(({ fields }) => Object.keys(fields).some(partOf))
  if (!hasParts) return importer.bring(db, rows, how)
  const findings = new Map<number, ImportFinding>()
  for (const record of order[own] ?? [own]) {
    const its = record === own ? importer : others.find((one) => one.record === record)
    if (!its) continue
    const parts = rows
      .filter(({ line }) => findings.get(line)?.is !== 'refused')
      .flatMap((row) => partFor(record, own, row) ?? [])
    const policy = (field: string) => how.policy(record === own ? field : `${record}.${field}`)
    const ask: ImportHow['ask'] = (it) =>
      how.ask(record === own ? it : { ...it, field: `${record}.${it.field}` })
    for (const it of await its.bring(db, record === own ? parts : eachOnce(parts), { ...how, policy, ask })) {
      const before = findings.get(it.line)
      findings.set(it.line, before ? joined(before, it, record) : named(it, record, own))
    }
  }
  return [...findings.values()]
}

/** The part of a row that is of this kind; null: it says nothing of one. */
function partFor(record: ImportRecord, own: ImportRecord, row: ImportRow): ImportRow | null {
  const of = (one: ImportRecord | null): Fields =>
    Object.fromEntries(
      Object.entries(row.fields).flatMap(([to, value]) =>
        partOf(to) === one ? [[fieldIn(to), value] as const] : [],
      ),
    )
  const [whole, part] = [of(null), of(record)]
  if (record === own)
    return { ...row, fields: own === 'deals' ? { ...contactOf(of('contacts')), ...whole } : whole }
  const fields = Object.keys(part).length > 0 ? linked(record, own, whole, { ...row.fields }, part) : null
  return fields && { line: row.line, fields, custom: {}, bars: [] }
}

/** What the part is tied to: a firm by its name, a deal and a note by the person. */
function linked(
  record: ImportRecord,
  own: ImportRecord,
  whole: Fields,
  all: Fields,
  part: Fields,
): Fields | null {
  const company = own === 'contacts' ? whole.companyName : whole.company
  const person =
    own === 'contacts'
      ? contactOf(whole)
      : { ...contactOf(contactFields(all)), ...(whole.contact !== undefined && { contact: whole.contact }) }
  const firm = company === undefined ? {} : { company }
  switch (record) {
    case 'companies': {
      const { companyId } = whole
      if (company === undefined) return null
      return { name: company, ...(companyId !== undefined && { externalId: companyId }), ...part }
    }
    case 'contacts':
      return { ...part, ...(company !== undefined && { companyName: company }) }
    case 'deals':
      return { ...person, ...firm, ...part }
    case 'activities':
      return {
        ...person,
        ...firm,
        ...(own === 'deals' && { deal: whole.externalId ?? whole.name ?? '' }),
        ...part,
      }
    default:
      return null
  }
}

const contactFields = (all: Fields): Fields =>
  Object.fromEntries(
    Object.entries(all).flatMap(([to, value]) => (partOf(to) === 'contacts' ? [[fieldIn(to), value]] : [])),
  )

/** How a person is named to who looks for them: by number, address, or name. */
function contactOf({ externalId, email, fullName, firstName, lastName }: Fields): Fields {
  const name = fullName ?? [firstName, lastName].filter((it) => it !== undefined).join(' ')
  const contact = externalId ?? email ?? name
  return contact === '' ? {} : { contact }
}

/** Many rows of a file speak of the same firm in the same words: once is enough. */
function eachOnce(parts: readonly ImportRow[]): ImportRow[] {
  return [
    ...new Map(parts.toReversed().map((part) => [JSON.stringify(part.fields), part])).values(),
  ].toSorted((a, b) => a.line - b.line)
}

const named = (it: ImportFinding, record: ImportRecord, own: ImportRecord): ImportFinding =>
  it.is === 'refused' && record !== own ? { ...it, reason: `The ${words[record]}: ${it.reason}` } : it

const weight: Record<ImportFinding['is'], number> = { unchanged: 0, matched: 1, created: 2, refused: 3 }

function joined(before: ImportFinding, it: ImportFinding, record: ImportRecord): ImportFinding {
  if (it.is === 'refused')
    return { ...it, reason: `The ${words[record]}: ${it.reason} The rest of the row is in.` }
  const also = before.also ?? it.also
  return { ...before, ...(also && { also }), ...(weight[it.is] > weight[before.is] && { is: it.is }) }
}
