import { implement } from '@orpc/server'
import { defaultProductLine, productLines } from '#catalogue/products'
import { offeredAmong, topicNames, topicWords } from '#people/consent'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, forbidden, guard, invalid } from '#platform/http'
import { formsContract } from './contract.ts'
import { firstDefinition } from './first.ts'
import { agreedWords, type FormDefinition, formDefinition, problemsOf, ticksOf } from './form.ts'
import { release } from './release.ts'
import {
  addVersion,
  allForms,
  type FormRow,
  findForm,
  insertForm,
  newestVersion,
  submissionCount,
  updateForm,
  versionOf,
} from './store.ts'
import { answersOf, submissionFile, submissionsOf } from './submissions.ts'

const os = implement(formsContract).$context<Entry>().use(guard)

const frameHeight = 720
const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const shown = (form: FormRow & { submissions: number }, publicUrl: string, workspaceId: number) => {
  const url = `${publicUrl}/-/form/${workspaceId}/${form.slug}`
  return {
    id: form.id,
    slug: form.slug,
    name: form.name,
    intent: form.intent,
    productLineId: form.product_line_id,
    ownerId: form.owner_id,
    state: form.state,
    liveVersion: form.live_version,
    url,
    embed: `<script src="${url}/embed.js" async></script>`,
    frame: `<iframe src="${url}" title="${attribute(form.name)}" style="width:100%;height:${frameHeight}px;border:0"></iframe>`,
    submissions: form.submissions,
    createdAt: form.created_at,
    archivedAt: form.archived_at,
  }
}

async function checkedLine(db: Db, id: string): Promise<string> {
  if ((await productLines(db)).some((line) => line.id === id)) return id
  throw invalid('no_product_line', 'There is no such product line.', {
    fields: { productLineId: 'There is no such product line.' },
  })
}

/** What it asks for that is sent no more, or never was. */
async function notOffered(db: Db, definition: FormDefinition): Promise<string[]> {
  const asked = ticksOf(definition).map(({ topic }) => topic)
  const offered = await offeredAmong(db, asked)
  const names = await topicNames(db)
  return asked.flatMap((key) =>
    offered.has(key) ? [] : `“${topicWords(key, names)}” is not offered any more: ask for something else.`,
  )
}

export const forms = os.router({
  list: os.list.handler(async ({ context: { db, publicUrl, actor }, input }) => ({
    rows: (await allForms(db, { ...input, ofSeen: actor.reach !== undefined })).map((form) =>
      shown(form, publicUrl, actor.workspaceId),
    ),
  })),
  get: os.get.handler(async ({ context: { db, publicUrl, actor }, input: { id } }) => {
    const form = await findForm(db, id)
    const submissions = await submissionCount(db, id, { ofSeen: actor.reach !== undefined })
    const { version, definition } = await versionOf(db, id, await newestVersion(db, id))
    return {
      ...shown({ ...form, submissions }, publicUrl, actor.workspaceId),
      definition,
      draftVersion: version,
      problems: problemsOf(definition, form.intent),
    }
  }),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const { name, intent } = input
    const productLineId = input.productLineId
      ? await checkedLine(db, input.productLineId)
      : await defaultProductLine(db)
    const id = await insertForm(db, { name, intent, productLineId, ownerId: actor.memberId }, now)
    const definition = firstDefinition(name, intent)
    await addVersion(db, id, { definition, intent, productLineId }, now)
    return { operationId, id }
  }),
  save: os.save.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id, name, intent } = input
    await findForm(db, id)
    const productLineId = await checkedLine(db, input.productLineId)
    const definition = formDefinition.parse(input.definition)
    const version = await addVersion(db, id, { definition, intent, productLineId }, now)
    await updateForm(db, id, { name, intent, product_line_id: productLineId }, now)
    return { operationId, version, problems: problemsOf(definition, intent) }
  }),
  publish: os.publish.handler(async ({ context: { db, now, operationId }, input: { id } }) => {
    const form = await findForm(db, id)
    if (form.archived_at) throw conflict('form_put_away', 'This form is put away: bring it back first.')
    const { version, definition } = await versionOf(db, id, await newestVersion(db, id))
    const problems = [...problemsOf(definition, form.intent), ...(await notOffered(db, definition))]
    if (problems.length > 0)
      throw invalid('unsound_form', problems.join(' '), { fields: { definition: problems.join(' ') } })
    await updateForm(db, id, { state: 'live', live_version: version }, now)
    return { operationId }
  }),
  close: os.close.handler(async ({ context: { db, now, operationId }, input: { id } }) => {
    const form = await findForm(db, id)
    if (form.state !== 'live') throw conflict('form_not_live', 'This form is not published.')
    await updateForm(db, id, { state: 'closed' }, now)
    return { operationId }
  }),
  duplicate: os.duplicate.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const form = await findForm(db, input.id)
    const { definition } = await versionOf(db, form.id, await newestVersion(db, form.id))
    const it = { intent: form.intent, productLineId: form.product_line_id }
    const name = `${form.name.slice(0, 190)} (copy)`
    const id = await insertForm(db, { ...it, name, ownerId: actor.memberId }, now)
    await addVersion(db, id, { ...it, definition }, now)
    return { operationId, id }
  }),
  archive: os.archive.handler(async ({ context: { db, now, operationId }, input: { id } }) => {
    const form = await findForm(db, id)
    const closes = form.state === 'live' && { state: 'closed' as const }
    await updateForm(db, id, { ...closes, archived_at: now }, now)
    return { operationId }
  }),
  restore: os.restore.handler(async ({ context: { db, now, operationId }, input: { id } }) => {
    await findForm(db, id)
    await updateForm(db, id, { archived_at: null }, now)
    return { operationId }
  }),
  submissions: os.submissions.handler(async ({ context: { db, actor }, input }) => {
    const { cursor, limit, ...which } = input
    const [at, id] = cursor ? decodeCursor(cursor, 'timestamptz', 'uuid') : []
    const found = await submissionsOf(db, {
      ...which,
      ofSeen: actor.reach !== undefined,
      before: at && id ? { at, id } : null,
      limit: limit + 1,
    })
    const last = found[limit - 1]
    return {
      rows: found.slice(0, limit).map((row) => ({
        id: row.id,
        formId: row.form_id,
        formName: row.form_name,
        receivedAt: row.received_at,
        contactId: row.contact_id,
        contactName: row.contact_name,
        leadId: row.lead_id,
        sort: row.sort,
        answers: answersOf(row),
        channel: row.source.channel ?? 'direct',
        heard: row.source.selfReported ?? null,
        referrer: row.source.referrer ?? null,
        firstPage: row.source.firstPage ?? null,
        utm: row.source.utm ?? {},
        clickIds: row.source.clickIds ?? {},
        consent: agreedWords(row.definition, row.topics),
        claimed: row.claimed,
        spam: row.spam,
        testedBy: row.tested_by,
        optedInAt: row.opted_in_at,
      })),
      next: found.length > limit && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null,
    }
  }),
  exportSubmissions: os.exportSubmissions.handler(async ({ context: { db, actor, now }, input }) => {
    const which = { ...input, ofSeen: actor.reach !== undefined }
    return submissionFile(db, which, now.toISOString().slice(0, 10))
  }),
  release: os.release.handler(async ({ context, input: { id } }) => {
    const { db, now, actor, publicUrl, secret, operationId } = context
    if (actor.reach)
      throw forbidden('not_permitted', 'Only who sees everybody may release what was held back.')
    const { name } = await db.selectFrom('workspace').select('name').executeTakeFirstOrThrow()
    const place = { workspaceId: actor.workspaceId, firm: name, publicUrl, secret }
    return { operationId, ...(await release(db, id, place, now)) }
  }),
})
