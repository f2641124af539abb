import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { companiesFound } from '#people/companies'
import { contactsNamed } from '#people/contacts'
import { bringNotes, type PastKind, type PastNote } from '#people/timeline'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportRow } from '#platform/registry'
import { memberNames, membersByName } from '#workspace/members'
import { timesOf } from './reading.ts'

const when = ['calledAt', 'metAt', 'at', 'dueAt'] as const

/**
 * Calls, meetings, mails, tasks and notes of a file, on the timelines of whom they are about. A company is named only
 * where no person and no deal is, as whoever sees the company need not see the person.
 */
export const activityImporter: Importer = {
  record: 'activities',
  choices: async (db) => ({ owner: await memberNames(db) }),
  bring: async (db, rows, how) => {
    const named = (field: string) =>
      rows.flatMap(({ fields }) => (fields[field] ? [String(fields[field]).trim()] : []))
    const firm = await db.selectFrom('workspace').select('zone').executeTakeFirstOrThrow()
    const [contacts, deals] = [await contactsNamed(db, named('contact')), await dealsNamed(db, named('deal'))]
    const companies = await companiesFound(db, [...named('companyId'), ...named('company')])
    const owners = await membersByName(db, named('owner'))
    const times = await timesOf(db, when.flatMap(named), firm.zone)
    const notes: PastNote[] = []
    const findings: ImportFinding[] = []
    for (const row of rows) {
      const text = (field: string) =>
        row.fields[field] === undefined ? null : String(row.fields[field]).trim()
      const of = (known: ReadonlyMap<string, string>, field: string) => known.get(text(field) ?? '') ?? null
      const [contactId, dealId] = [of(contacts, 'contact'), of(deals, 'deal')]
      const companyId = contactId || dealId ? null : (of(companies, 'companyId') ?? of(companies, 'company'))
      if (!contactId && !dealId && !companyId) {
        findings.push({ line: row.line, is: 'refused', reason: nobody(row) })
        continue
      }
      const owner = text('owner')
      const authorId = of(owners, 'owner')
      if (owner && !authorId) how.ask({ field: 'owner', value: owner, near: null })
      const at = when.flatMap((field) => times.get(text(field) ?? '')?.at ?? [])[0] ?? null
      notes.push({
        ...{ line: row.line, contactId, dealId, companyId, authorId, at, kind: kindOf(row) },
        externalId: text('externalId')?.slice(0, 200) ?? numberOf(row),
        body: ['subject', 'text', 'outcome'].flatMap((field) => text(field) || []).join('\n'),
      })
    }
    return [...findings, ...(await bringNotes(db, notes, how))]
  },
}

const kinds: [PastKind, RegExp][] = [
  ['call', /call|phone|anruf|telefon|appel|llamada|chiamata|bel/i],
  ['meeting', /meeting|demo|event|termin|besuch|visit|lunch|réunion|reunión|riunione|afspraak/i],
  ['mail', /mail/i],
  ['task', /task|to-?do|aufgabe|deadline|tâche|tarea|attività|taak/i],
]

/** As the file says it, else by which day it tells. */
function kindOf({ fields }: ImportRow): PastKind {
  if (fields.kind !== undefined)
    return kinds.find(([, words]) => words.test(String(fields.kind)))?.[0] ?? 'note'
  if (fields.calledAt !== undefined) return 'call'
  if (fields.metAt !== undefined) return 'meeting'
  return fields.dueAt === undefined ? 'note' : 'task'
}

/** What tells a row without a number from others: all that it says. */
const numberOf = ({ fields }: ImportRow): string =>
  `row:${createHash('sha256')
    .update(JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')}`

function nobody({ fields }: ImportRow): string {
  const names = ['contact', 'deal', 'company', 'companyId'].flatMap((field) =>
    fields[field] === undefined ? [] : [`“${fields[field]}”`],
  )
  return names.length === 0
    ? 'It names no person, company or deal that it could stand with.'
    : `Nobody is known here as ${names.join(' or ')}. Bring in the people, companies and deals first, then these rows again.`
}

/** Living deals as a file may name them: by our id, their external id, or a name that only one of them has. */
export async function dealsNamed(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ name: string; id: string }>`
    select name, id from (
      select d.id::text as name, d.id, 1 as rank from deal d
        where d.id = any(${wanted.filter(isUuidv7)}::uuid[]) and d.deleted_at is null
      union all select d.external_id, d.id, 2 from deal d
        where d.external_id = any(${wanted}::text[]) and d.deleted_at is null
      union all select d.name, (array_agg(d.id))[1], 3 from deal d
        where d.name = any(${wanted}::text[]) and d.deleted_at is null group by d.name having count(*) = 1
    ) found order by rank desc`.execute(db)
  return new Map(rows.map(({ name, id }) => [name, id]))
}
