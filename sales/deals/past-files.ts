import { sql } from 'kysely'
import { companiesFound, companiesOfDomains } from '#people/companies'
import { contactsNamed } from '#people/contacts'
import { type AboutColumn, bringFiles, type PastFile, putOnNote } from '#people/files'
import { bringNotes } from '#people/timeline'
import type { Db } from '#platform/db'
import { type Importer, type ImportFinding, type ImportRow, isNumberOfTool } from '#platform/registry'
import { memberNames, membersByName } from '#workspace/members'
import { dealsNamed } from './past.ts'
import { timesOf } from './reading.ts'

type Whose = { column: AboutColumn; of: string }
type Known = Record<'contacts' | 'companies' | 'deals' | 'domains', ReadonlyMap<string, string>>

/** So many a transaction: each of them may be as large as a file can be. */
const filesAtOnce = 25

/**
 * Files of a ZIP, kept with the person, company or deal whose number their row names. One with a note stands with it, as
 * files do that were sent with a note.
 */
export const fileImporter: Importer = {
  record: 'files',
  atOnce: filesAtOnce,
  choices: async (db) => ({ owner: await memberNames(db) }),
  bring: async (db, rows, how) => {
    const { files } = how
    if (!files) throw new Error('Rows of files came without their files')
    const named = (field: string) => rows.flatMap((row) => textOf(row, field) ?? [])
    const firm = await db.selectFrom('workspace').select('zone').executeTakeFirstOrThrow()
    const numbers = rows.flatMap(numbersOf)
    const known: Known = {
      contacts: await contactsNamed(db, [...numbers, ...named('email')]),
      companies: await companiesFound(db, numbers),
      deals: await dealsNamed(db, numbers),
      domains: await companiesOfDomains(db, named('domain')),
    }
    const owners = await membersByName(db, named('owner'))
    const times = await timesOf(db, named('at'), firm.zone)
    const findings: ImportFinding[] = []
    const past: PastFile[] = []
    for (const row of rows) {
      const { line } = row
      const text = (field: string) => textOf(row, field)
      const whose = whoseOf(row, known)
      if (typeof whose === 'string') {
        findings.push({ line, is: 'refused', reason: whose })
        continue
      }
      const [externalId, path, name] = [text('externalId'), text('file'), text('name')]
      const packed = files.find({ path, number: externalId && bare(externalId), name })
      if (!packed) {
        findings.push({ line, is: 'refused', reason: missing(path ?? name, externalId && bare(externalId)) })
        continue
      }
      const owner = text('owner')
      const addedBy = owners.get(owner ?? '') ?? null
      if (owner && !addedBy) how.ask({ field: 'owner', value: owner, near: null })
      past.push({
        ...{ line, ...whose, packed, addedBy, externalId: externalId?.slice(0, 200) ?? null },
        ...{ name: name ?? packed.name, at: times.get(text('at') ?? '')?.at ?? null },
        says: JSON.stringify(Object.entries(row.fields).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      })
    }
    const brought = await bringFiles(db, past, { now: how.now, rehearsed: how.rehearsed ?? false, files })
    const bodies = new Map(rows.map((row) => [row.line, textOf(row, 'note')]))
    const notes = brought.kept.flatMap((file) => {
      const body = bodies.get(file.line)
      return body ? [{ ...file, body, authorId: file.addedBy }] : []
    })
    await keepNotes(db, notes, how)
    return [...findings, ...brought.findings]
  },
}

const textOf = ({ fields }: ImportRow, field: string) =>
  fields[field] === undefined ? null : String(fields[field]).trim() || null

/** A number as the tool itself writes it. */
const bare = (number: string) => (isNumberOfTool(number) ? number.slice(number.indexOf(':') + 1) : number)

/** Of a file that belongs to several records a tool names all, parted by `;`: the first that is known has it. */
function numbersOf(row: ImportRow): string[] {
  const [first = '', ...more] = (textOf(row, 'number') ?? '').split(';').map((it) => it.trim())
  const prefix = isNumberOfTool(first) ? first.slice(0, first.indexOf(':') + 1) : ''
  return [first, ...more.map((it) => `${prefix}${it}`)].filter(Boolean)
}

const kinds = [
  ['contacts', 'contact_id', 'a person', /^(person|people|contact|lead|kontakt)/i],
  ['companies', 'company_id', 'a company', /^(compan|account|organi[sz]ation|firm|unternehmen)/i],
  ['deals', 'deal_id', 'a deal', /^(deal|opportunit|potential|verkaufschance)/i],
] as const

/** The record that a row names; a sentence where it is none, or more than one. */
function whoseOf(row: ImportRow, known: Known): Whose | string {
  const said = textOf(row, 'record')
  const meant = said ? kinds.filter(([, , , words]) => words.test(said)) : kinds
  if (meant.length === 0)
    return `“${said}” is no kind of record that has files: write person, company or deal.`
  const numbers = numbersOf(row)
  for (const number of numbers) {
    const found = meant.flatMap(([kind, column, words]) => {
      const of = known[kind].get(number)
      return of ? [{ column, of, words }] : []
    })
    const [one, other] = found
    if (one && other)
      return `“${bare(number)}” is ${one.words} and ${other.words}: say in a column Record which of them has this file.`
    if (one) return { column: one.column, of: one.of }
  }
  const [email, domain] = [textOf(row, 'email'), textOf(row, 'domain')]
  const person = known.contacts.get(email ?? '')
  if (person && meant.some(([kind]) => kind === 'contacts')) return { column: 'contact_id', of: person }
  const company = known.domains.get(domain ?? '')
  if (company && meant.some(([kind]) => kind === 'companies')) return { column: 'company_id', of: company }
  const names = [...numbers, email, domain].flatMap((it) => (it ? [`“${it}”`] : []))
  return names.length === 0
    ? 'It names no person, company or deal whose file this is.'
    : `Nobody is known here as ${names.join(' or ')}. Bring in the people, companies and deals first, then these files again.`
}

function missing(name: string | null, number: string | null): string {
  const names = [number, name].flatMap((it) => (it ? [`“${it}”`] : []))
  return names.length === 0
    ? 'It names no file of the ZIP.'
    : `No file of the ZIP is called ${names.join(' or ')}, or more than one is.`
}

type Noted = Whose & {
  id: string
  line: number
  externalId: string
  body: string
  at: Date | null
  authorId: string | null
}

async function keepNotes(db: Db, files: readonly Noted[], how: Parameters<typeof bringNotes>[2]) {
  if (files.length === 0) return
  const numberOf = ({ externalId }: Noted) => `file:${externalId}`
  await bringNotes(
    db,
    files.map((file) => {
      const of = (column: AboutColumn) => (file.column === column ? file.of : null)
      const { line, body, at, authorId } = file
      return {
        ...{ line, body, at, authorId, kind: 'note' as const, externalId: numberOf(file) },
        ...{ contactId: of('contact_id'), companyId: of('company_id'), dealId: of('deal_id') },
      }
    }),
    how,
  )
  const notes = await db
    .selectFrom('note')
    .select(['id', 'external_id'])
    .where(sql<boolean>`external_id = any(${files.map(numberOf)}::text[])`)
    .where('deleted_at', 'is', null)
    .execute()
  const ids = new Map(notes.map(({ id, external_id }) => [external_id, id]))
  for (const file of files) await putOnNote(db, { ...file, id: ids.get(numberOf(file))! }, [file.id], how.now)
}
