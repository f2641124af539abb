import { implement } from '@orpc/server'
import { defaultProductLine, productLines } from '#catalogue/products'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, guard, invalid } from '#platform/http'
import { formsContract } from './contract.ts'
import { firstDefinition } from './first.ts'
import { formDefinition, problemsOf } from './form.ts'
import {
  addVersion,
  allForms,
  type FormRow,
  findForm,
  insertForm,
  newestVersion,
  updateForm,
  versionOf,
} from './store.ts'
import { submissionsOf } from './submissions.ts'

const os = implement(formsContract).$context<Entry>().use(guard)

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
    submissions: form.submissions,
    createdAt: form.created_at,
  }
}

async function checkedLine(db: Db, id: string): Promise<string> {
  if ((await productLines(db)).some((line) => line.id === id)) return id
  throw invalid('no_product_line', 'There is no such product line.', {
    fields: { productLineId: 'There is no such product line.' },
  })
}

export const forms = os.router({
  list: os.list.handler(async ({ context: { db, publicUrl, actor } }) => ({
    rows: (await allForms(db)).map((form) => shown(form, publicUrl, actor.workspaceId)),
  })),
  get: os.get.handler(async ({ context: { db, publicUrl, actor }, input: { id } }) => {
    const form = await findForm(db, id)
    const { submissions = 0 } = (await allForms(db)).find((row) => row.id === id) ?? {}
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
    await addVersion(db, id, firstDefinition(name, intent), now)
    return { operationId, id }
  }),
  save: os.save.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id, name, intent } = input
    await findForm(db, id)
    const productLineId = await checkedLine(db, input.productLineId)
    const definition = formDefinition.parse(input.definition)
    const version = await addVersion(db, id, definition, now)
    await updateForm(db, id, { name, intent, product_line_id: productLineId }, now)
    return { operationId, version, problems: problemsOf(definition, intent) }
  }),
  publish: os.publish.handler(async ({ context: { db, now, operationId }, input: { id } }) => {
    const form = await findForm(db, id)
    const { version, definition } = await versionOf(db, id, await newestVersion(db, id))
    const problems = problemsOf(definition, form.intent)
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
  submissions: os.submissions.handler(async ({ context: { db, actor }, input }) => {
    const { formId, spam, cursor, limit } = input
    const [at, id] = cursor ? decodeCursor(cursor, 2).map(String) : []
    const found = await submissionsOf(db, {
      formId,
      spam,
      ofSeen: actor.reach !== undefined,
      before: at && id ? { at, id } : null,
      limit: limit + 1,
    })
    const last = found[limit - 1]
    return {
      rows: found.slice(0, limit).map((row) => {
        const { fields } = formDefinition.parse(row.definition)
        return {
          id: row.id,
          formId: row.form_id,
          formName: row.form_name,
          receivedAt: row.received_at,
          contactId: row.contact_id,
          contactName: row.contact_name,
          leadId: row.lead_id,
          sort: row.sort,
          answers: fields.flatMap(({ key, label }) => {
            const value = row.answers[key]
            return value ? [{ label, value }] : []
          }),
          channel: row.source.channel ?? 'direct',
          claimed: row.claimed,
          spam: row.spam,
          optedInAt: row.opted_in_at,
        }
      }),
      next: found.length > limit && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null,
    }
  }),
})
