import { sql } from 'kysely'
import { topicNames, topicWords } from '#people/consent'
import { csvFile } from '#platform/csv'
import { containing, type Db } from '#platform/db'
import { type FormDefinition, formDefinition } from './form.ts'

export interface SubmissionRow {
  id: string
  form_id: string
  form_name: string
  definition: FormDefinition
  received_at: Date
  contact_id: string | null
  contact_name: string | null
  lead_id: string | null
  sort: 'lead' | 'support' | 'job' | 'student' | 'supplier' | 'competitor' | 'press' | 'spam' | null
  answers: Record<string, string>
  source: {
    channel?: string
    selfReported?: string
    referrer?: string | null
    firstPage?: string | null
    utm?: Record<string, string>
    clickIds?: Record<string, string>
  }
  claimed: boolean
  spam: string | null
  tested_by: string | null
  topics: string[]
  opted_in_at: Date | null
}

export type Which = {
  formId?: string | undefined
  spam: boolean
  q?: string | undefined
  /** Only of people whom the caller sees. */
  ofSeen: boolean
}
type Part = { before: { at: string; id: string } | null; limit: number }

/** What was sent, the newest first, with the person it belongs to now. */
export async function submissionsOf(db: Db, it: Which & Part): Promise<SubmissionRow[]> {
  const words = it.q?.trim()
  const found =
    words &&
    sql`and (fold(c.name) like fold(${containing(words)}) or fold(f.name) like fold(${containing(words)}) or exists (
      select from jsonb_each_text(s.answers) a where fold(a.value) like fold(${containing(words)})))`
  const { rows } = await sql<SubmissionRow>`
    select s.id, s.form_id, f.name as form_name, v.definition, s.received_at, c.id as contact_id, c.name as contact_name,
      l.id as lead_id, l.sort, s.answers, s.source, s.claimed, s.spam, s.topics, s.opted_in_at,
      t.name as tested_by
    from submission s
    join form f on f.workspace_id = s.workspace_id and f.id = s.form_id
    join form_version v on v.workspace_id = s.workspace_id and v.form_id = s.form_id and v.version = s.version
    left join identity i on i.workspace_id = s.workspace_id and i.subject_id = s.subject_id and i.until is null
    left join contact c on c.workspace_id = s.workspace_id and c.id = i.contact_id and c.deleted_at is null
    left join member t on t.workspace_id = s.workspace_id and t.id = s.tested_by
    left join lead l on l.workspace_id = s.workspace_id and l.id = s.lead_id
    where (s.spam is not null) = ${it.spam}
      ${it.formId ? sql`and s.form_id = ${it.formId}` : sql``}
      ${it.ofSeen ? sql`and c.id is not null` : sql``}
      ${found || sql``}
      ${it.before ? sql`and (s.received_at, s.id) < (${it.before.at}::timestamptz, ${it.before.id}::uuid)` : sql``}
    order by s.received_at desc, s.id desc limit ${it.limit}`.execute(db)
  return rows.map((row) => ({ ...row, definition: formDefinition.parse(row.definition) }))
}

/** The answers in the order of the questions as they were asked. */
export const answersOf = ({ definition, answers }: Pick<SubmissionRow, 'definition' | 'answers'>) =>
  definition.fields.flatMap(({ key, label }) => {
    const value = answers[key]
    return value ? [{ label, value }] : []
  })

const pageRows = 2_000
const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']

/** All of them as a file; a question that was worded anew has a column for each wording. */
export async function submissionFile(db: Db, which: Which, day: string): Promise<File> {
  const rows: SubmissionRow[] = []
  for (let full = true, before: Part['before'] = null; full; ) {
    const some = await submissionsOf(db, { ...which, before, limit: pageRows })
    rows.push(...some)
    const last = some.at(-1)
    full = some.length === pageRows
    if (last) before = { at: last.received_at.toISOString(), id: last.id }
  }
  const labels = [...new Set(rows.flatMap(({ definition }) => definition.fields.map(({ label }) => label)))]
  const head = [
    'Received',
    'Form',
    'Person',
    'Address proven',
    'Sorted as',
    ...labels,
    'Heard of us',
    'Channel',
    'Referrer',
    'First page',
    ...utmNames,
    'Click ids',
    'Agreed to',
    'News confirmed',
    'Held back',
    'Test by',
  ]
  const names = await topicNames(db)
  const cells = rows.map((row) => {
    const answers = new Map(answersOf(row).map(({ label, value }) => [label, value]))
    const { source } = row
    return [
      row.received_at.toISOString(),
      row.form_name,
      row.contact_name,
      row.contact_id && (row.claimed ? 'no' : 'new person'),
      row.sort,
      ...labels.map((label) => answers.get(label) ?? null),
      source.selfReported ?? null,
      source.channel ?? 'direct',
      source.referrer ?? null,
      source.firstPage ?? null,
      ...utmNames.map((name) => source.utm?.[name] ?? null),
      Object.entries(source.clickIds ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join(' ') || null,
      row.topics.map((topic) => topicWords(topic, names)).join(', ') || null,
      row.opted_in_at?.toISOString() ?? null,
      row.spam,
      row.tested_by,
    ]
  })
  const pages = (async function* () {
    yield cells
  })()
  return csvFile(`submissions-${day}.csv`, head, pages)
}
