import { sql } from 'kysely'
import { keepWording } from '#people/consent'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { type FormDefinition, formDefinition } from './form.ts'

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
] as const
export type FormRow = Awaited<ReturnType<typeof findForm>>
export type Intent = FormRow['intent']

/** All forms, the newest first, with how many people have sent each (without spam). */
export async function allForms(db: Db) {
  const [forms, counts] = await Promise.all([
    db
      .selectFrom('form')
      .select(columns)
      .where('deleted_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db
      .selectFrom('submission')
      .select((it) => ['form_id', it.fn.countAll<number>().as('n')])
      .where('spam', 'is', null)
      .groupBy('form_id')
      .execute(),
  ])
  const sent = new Map(counts.map((row) => [row.form_id, Number(row.n)]))
  return forms.map((form) => ({ ...form, submissions: sent.get(form.id) ?? 0 }))
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

/** The form that people see under an address, with its published version; undefined when it is not live. */
export async function liveForm(db: Db, slug: string) {
  const form = await db
    .selectFrom('form')
    .select(columns)
    .where('slug', '=', slug)
    .where('state', '=', 'live')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!form?.live_version) return undefined
  return { form, ...(await versionOf(db, form.id, form.live_version)) }
}

/** A version as it was saved; versions never change. */
export async function versionOf(db: Db, formId: string, version: number) {
  const row = await db
    .selectFrom('form_version')
    .select(['version', 'definition', 'wording_id'])
    .where('form_id', '=', formId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw notFound('no_form_version', 'This version of the form is not there.')
  return {
    version: row.version,
    wordingId: row.wording_id,
    definition: formDefinition.parse(row.definition),
  }
}

export async function newestVersion(db: Db, formId: string): Promise<number> {
  const row = await db
    .selectFrom('form_version')
    .select((it) => it.fn.max('version').as('version'))
    .where('form_id', '=', formId)
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

/** Keeps a new version with the exact consent wording. Of two people who save at once the second waits for the first. */
export async function addVersion(
  db: Db,
  formId: string,
  definition: FormDefinition,
  now: Date,
): Promise<number> {
  await sql`select 1 from form where id = ${formId} for update`.execute(db)
  const version = (await newestVersion(db, formId)) + 1
  await db
    .insertInto('form_version')
    .values({
      id: uuidv7(now),
      form_id: formId,
      version,
      definition: JSON.stringify(definition),
      wording_id: definition.consentText ? await keepWording(db, definition.consentText, now) : null,
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
}>

export async function updateForm(db: Db, id: string, change: FormChange, now: Date): Promise<void> {
  await db
    .updateTable('form')
    .set({ ...change, changed_at: now })
    .where('id', '=', id)
    .execute()
}
