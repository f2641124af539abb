import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { type FormDefinition, formDefinition, ticksOf } from './form.ts'

const columns = [
  'id',
  'slug',
  'name',
  'intent',
  'product_line_id',
  'owner_id',
  'state',
  'live_version',
  'created_at',
  'archived_at',
] as const
export type FormRow = Awaited<ReturnType<typeof findForm>>
export type Intent = FormRow['intent']

/** All forms, the newest first, with how many people have sent each (without spam and tests); `ofSeen`: only people within reach. */
export async function allForms(db: Db, { archived = false, ofSeen = false } = {}) {
  const [forms, counts] = await Promise.all([
    db
      .selectFrom('form')
      .select(columns)
      .where('deleted_at', 'is', null)
      .where('archived_at', archived ? 'is not' : 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db
      .selectFrom('submission')
      .select((it) => ['form_id', it.fn.countAll<number>().as('n')])
      .where('spam', 'is', null)
      .where('tested_by', 'is', null)
      .$if(ofSeen, (it) => it.where(fromSomebodySeen))
      .groupBy('form_id')
      .execute(),
  ])
  const sent = new Map(counts.map((row) => [row.form_id, Number(row.n)]))
  return forms.map((form) => ({ ...form, submissions: sent.get(form.id) ?? 0 }))
}

/** Whether the submission is of a person within the caller's reach. */
const fromSomebodySeen = sql<boolean>`exists (select from identity i join contact c on c.id = i.contact_id
  where i.subject_id = submission.subject_id and i.until is null and c.deleted_at is null)`

export async function submissionCount(
  db: Db,
  formId: string,
  { ofSeen }: { ofSeen: boolean },
): Promise<number> {
  const row = await db
    .selectFrom('submission')
    .select((it) => it.fn.countAll<number>().as('n'))
    .where('form_id', '=', formId)
    .where('spam', 'is', null)
    .where('tested_by', 'is', null)
    .$if(ofSeen, (it) => it.where(fromSomebodySeen))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function findForm(db: Db, id: string) {
  const row = await db
    .selectFrom('form')
    .select(columns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('no_form', 'This form is not there any more.')
  return row
}

/** The form that people see under an address, as its published version has it; undefined when it is not live. */
export async function liveForm(db: Db, slug: string, shownVersion?: number) {
  const form = await db
    .selectFrom('form')
    .select(columns)
    .where('slug', '=', slug)
    .where('state', '=', 'live')
    .where('deleted_at', 'is', null)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (!form?.live_version) return undefined
  // Who opened the page before it was published again sends what they saw, with the words that they agreed to.
  const version = await versionOf(db, form.id, Math.min(shownVersion ?? form.live_version, form.live_version))
  return { ...version, form: { ...form, intent: version.intent, product_line_id: version.productLineId } }
}

/** What published forms are called and which topics they ask for; of these alone, or of all. */
export async function askedByLive(
  db: Db,
  ids: readonly string[] | null = null,
): Promise<{ name: string; topics: string[] }[]> {
  const { rows } = await sql<{ name: string; definition: unknown }>`
    select f.name, v.definition from form f
    join form_version v on v.workspace_id = f.workspace_id and v.form_id = f.id and v.version = f.live_version
    where f.state = 'live' and f.deleted_at is null and (${ids}::uuid[] is null or f.id = any(${ids}::uuid[]))
    order by f.name, f.id`.execute(db)
  return rows.map(({ name, definition }) => ({
    name,
    topics: ticksOf(formDefinition.parse(definition)).map(({ topic }) => topic),
  }))
}

/** Published forms that ask for a topic. */
export const formsAsking = async (db: Db, topic: string): Promise<string[]> =>
  (await askedByLive(db)).flatMap(({ name, topics }) => (topics.includes(topic) ? name : []))

/** A version as it was saved; versions never change. */
export async function versionOf(db: Db, formId: string, version: number) {
  const row = await db
    .selectFrom('form_version')
    .select(['version', 'definition', 'intent', 'product_line_id'])
    .where('form_id', '=', formId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw notFound('no_form_version', 'This version of the form is not there.')
  return {
    version: row.version,
    intent: row.intent,
    productLineId: row.product_line_id,
    definition: formDefinition.parse(row.definition),
  }
}

export async function newestVersion(db: Db, formId: string): Promise<number> {
  const row = await db
    .selectFrom('form_version')
    .select((it) => it.fn.max('version').as('version'))
    .where('form_id', '=', formId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.version ?? 0)
}

/** A short address made of the name; a number follows where it is taken. */
export async function freeSlug(db: Db, name: string): Promise<string> {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  const base = words || 'form'
  const rows = await db.selectFrom('form').select('slug').where('slug', 'like', `${base}%`).execute()
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(base)) return base
  let n = 2
  while (taken.has(`${base}-${n}`)) n++
  return `${base}-${n}`
}

type NewForm = { name: string; intent: Intent; productLineId: string; ownerId: string | null }

export async function insertForm(db: Db, it: NewForm, now: Date): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('form')
    .values({
      id,
      slug: await freeSlug(db, it.name),
      name: it.name,
      intent: it.intent,
      product_line_id: it.productLineId,
      owner_id: it.ownerId,
      state: 'draft',
      live_version: null,
      created_at: now,
      changed_at: now,
    })
    .execute()
  return id
}

/** Keeps a new version. Of two people who save at once the second waits for the first. */
export async function addVersion(
  db: Db,
  formId: string,
  it: { definition: FormDefinition; intent: Intent; productLineId: string },
  now: Date,
): Promise<number> {
  const { definition } = it
  await sql`select 1 from form where id = ${formId} for update`.execute(db)
  const last = await db
    .selectFrom('form_version')
    .select((of) => of.fn.max('version').as('version'))
    .where('form_id', '=', formId)
    .executeTakeFirst()
  const version = Number(last?.version ?? 0) + 1
  await db
    .insertInto('form_version')
    .values({
      id: uuidv7(now),
      form_id: formId,
      version,
      definition: JSON.stringify(definition),
      intent: it.intent,
      product_line_id: it.productLineId,
      created_at: now,
    })
    .execute()
  return version
}

type FormChange = Partial<{
  name: string
  intent: Intent
  product_line_id: string
  state: FormRow['state']
  live_version: number
  archived_at: Date | null
}>

export async function updateForm(db: Db, id: string, change: FormChange, now: Date): Promise<void> {
  await db
    .updateTable('form')
    .set({ ...change, changed_at: now })
    .where('id', '=', id)
    .execute()
}
