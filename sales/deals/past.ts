import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { companiesFound } from '#people/companies'
import { contactsNamed } from '#people/contacts'
import { bringNotes, notesBrought, type PastKind, type PastNote, pastWords } from '#people/timeline'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { memberNames, membersByName } from '#workspace/members'
import { type BroughtTask, bringTasks, tasksBrought } from '#workspace/tasks'
import { timesOf } from './reading.ts'
import { isStillOpen, worthTelling } from './still-open.ts'

const when = ['calledAt', 'metAt', 'at', 'doneAt', 'dueAt', 'createdAt'] as const
/** For when something is meant that is not done yet. */
const meant = ['dueAt', 'metAt', 'calledAt', 'at'] as const

/** A row as both may take it: the timeline what was done, the list of tasks what was not. */
type Activity = { note: PastNote; task: BroughtTask; isOpen: boolean }

/**
 * Calls, meetings, mails, tasks and notes of a file, on the timelines of whom they are about; what is still to be done becomes
 * a task. A company is named only where no person and no deal is, as whoever sees the company need not see the person.
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
    const nowText = how.now.toISOString()
    const times = await timesOf(db, [...when.flatMap(named), nowText], firm.zone)
    const today = times.get(nowText)!.day
    const activities: Activity[] = []
    const findings: ImportFinding[] = []
    for (const row of rows) {
      const text = (field: string) =>
        row.fields[field] === undefined ? null : String(row.fields[field]).trim()
      const of = (known: ReadonlyMap<string, string>, field: string) => known.get(text(field) ?? '') ?? null
      const [contactId, dealId] = [of(contacts, 'contact'), of(deals, 'deal')]
      const companyId = contactId || dealId ? null : (of(companies, 'companyId') ?? of(companies, 'company'))
      const timesIn = (fields: readonly string[]) =>
        fields.flatMap((field) => times.get(text(field) ?? '') ?? [])
      const at = timesIn(when).find((time) => time.at <= how.now)?.at ?? null
      const [due, doneAt] = [timesIn(meant)[0] ?? null, timesIn(['doneAt'])[0]?.at ?? null]
      const [kind, status] = [kindOf(row), text('status')]
      const isAhead = due !== null && (due.isDay ? due.day >= today : due.at > how.now)
      const isOpen = isStillOpen({ kind, status, isAhead, doneAt })
      // A task may be about nobody; about whom nobody knows it waits until they are here.
      if (!contactId && !dealId && !companyId && !(isOpen && namesIn(row).length === 0)) {
        findings.push({ line: row.line, is: 'refused', reason: nobody(row) })
        continue
      }
      const owner = text('owner')
      const authorId = of(owners, 'owner')
      if (owner && !authorId) how.ask({ field: 'owner', value: owner, near: null })
      const about = { line: row.line, contactId, dealId, companyId }
      const externalId = text('externalId')?.slice(0, 200) ?? numberOf(row)
      const said = ['subject', 'text', 'outcome'].flatMap((field) => text(field) || [])
      const words = [...said, ...worthTelling(status)].join('\n')
      activities.push({
        note: { ...about, externalId, authorId, at, kind, body: words },
        task: {
          ...{ ...about, externalId, ownerId: authorId, ...titled(words, kind) },
          due: due && (due.isDay ? { day: due.day, time: clockIn(text('dueTime')) } : { at: due.at }),
          done: isOpen ? null : { at: doneAt },
        },
        isOpen,
      })
    }
    return [...findings, ...(await keep(db, activities, how))]
  },
}

/** What came in as a note stays one, and what came in as a task too, whatever the file says of it by now. */
async function keep(db: Db, activities: readonly Activity[], how: ImportHow): Promise<ImportFinding[]> {
  const ids = activities.map(({ note }) => note.externalId)
  const [tasks, notes] = [await tasksBrought(db, ids), await notesBrought(db, ids)]
  const isTask = ({ note: { externalId: id }, isOpen }: Activity) =>
    tasks.has(id) || (isOpen && !notes.has(id))
  const [open, past] = [activities.filter(isTask), activities.filter((it) => !isTask(it))]
  return [
    ...(await bringTasks(
      db,
      open.map(({ task }) => task),
      how,
    )),
    ...(await bringNotes(
      db,
      past.map(({ note }) => note),
      how,
    )),
  ]
}

const longestTitle = 500

/** The first line says what is to be done, the others what is to be known for it. */
function titled(words: string, kind: PastKind): Pick<BroughtTask, 'title' | 'body'> {
  const [first = '', ...rest] = words.trim().split('\n')
  const title = first.trim().slice(0, longestTitle) || pastWords[kind].text
  const body = first.trim().length > longestTitle ? words.trim() : rest.join('\n').trim()
  return { title, body: body || null }
}

const clockIn = (time: string | null) => /^([01]\d|2[0-3]):[0-5]\d/.exec(time ?? '')?.[0] ?? null

const kinds: [PastKind, RegExp][] = [
  [
    'call',
    /call|phone|anruf|telefon|appel|llamada|chiamata|bel|opkald|samtal|puhelu|rozmowa|电话|通话|電話|通話/i,
  ],
  ['meeting', /meeting|demo|event|termin|besuch|visit|lunch|réunion|reunión|reunião|riunione|afspraak/i],
  ['meeting', /møde|møte|möte|kokous|tapaaminen|spotkanie|会议|會議|会議|ミーティング/i],
  ['mail', /mail|e-post|sähköposti|邮件|郵件|メール/i],
  ['task', /task|to-?do|aufgabe|deadline|tâche|tarea|tarefa|attività|taak|opgave|oppgave|uppgift/i],
  ['task', /tehtävä|zadanie|任务|任務|タスク/i],
]

/** As the file says it, else by which day it tells. */
function kindOf({ fields }: ImportRow): PastKind {
  if (fields.kind !== undefined)
    return kinds.find(([, words]) => words.test(String(fields.kind)))?.[0] ?? 'note'
  if (fields.calledAt !== undefined) return 'call'
  if (fields.metAt !== undefined) return 'meeting'
  return fields.dueAt === undefined ? 'note' : 'task'
}

/** What tells a row without a number from others: what it says, but for whether it is done. */
function numberOf({ fields: { status: _, doneAt: __, createdAt, ...fields } }: ImportRow): string {
  const told = createdAt === undefined ? fields : { at: createdAt, ...fields }
  const said = JSON.stringify(Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `row:${createHash('sha256').update(said).digest('hex')}`
}

const namesIn = ({ fields }: ImportRow): string[] =>
  ['contact', 'deal', 'company', 'companyId'].flatMap((field) =>
    fields[field] === undefined ? [] : [`“${fields[field]}”`],
  )

function nobody(row: ImportRow): string {
  const names = namesIn(row)
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
