import { implement } from '@orpc/server'
import { type Entry, guard, type Inside } from '#platform/http'
import type { Registry } from '#platform/registry'
import { setFieldValues } from '#workspace/fields'
import { countFound, exportList, idPage, idsMeant } from '#workspace/lists'
import { bulkUpdate, checkLinks, refuseOvertaken, removeCompanies } from './acts.ts'
import { type Company, companiesContract } from './contract.ts'
import { freeMailKnown } from './domain.ts'
import { joiningOf, saveJoining, setDomains } from './domains.ts'
import { fileColumns } from './file.ts'
import { type CompanyFilter, findFirms, firms } from './list.ts'
import { companiesShown } from './shown.ts'
import { companiesChanged, createCompany, findCompany, refuseTakenId } from './store.ts'
import { addTags, setTags } from './tags.ts'
import { treeOf } from './tree.ts'

const os = implement(companiesContract).$context<Entry>().use(guard)

export const companies = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const found = await findFirms(context, input)
    const { ids, next } = await idPage(context.db, firms, found, input, input)
    return { rows: await companiesShown(context.db, ids), next }
  }),
  count: os.count.handler(async ({ context, input }) => {
    const { where } = await findFirms(context, input)
    return countFound(context.db, firms, where, input)
  }),
  get: os.get.handler(async ({ context: { db }, input }) => {
    const { id } = await findCompany(db, input.id)
    return (await companiesShown(db, [id]))[0]!
  }),
  create: os.create.handler(async ({ context, input: { custom, tags, ...values } }) => {
    const { db, now, actor, operationId } = context
    const ownerId = values.ownerId === undefined && actor.reach ? actor.memberId : values.ownerId
    await checkLinks(context, { ownerId, parentId: values.parentId }, null)
    const id = await createCompany(db, { ...values, ownerId }, now)
    if (custom) await setFieldValues(db, 'company', [{ recordId: id, values: custom }], now)
    if (tags) await addTags(db, [id], tags, now)
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context, input: { id: wanted, custom, tags, was, ...change } }) => {
    const { db, now, operationId } = context
    const company = await findCompany(db, wanted)
    const { id } = company
    if (was) await refuseOvertaken(db, id, was)
    await checkLinks(context, change, id)
    await refuseTakenId(db, change.externalId, id)
    const isAboutDomains = change.domain !== undefined || change.domains !== undefined
    const domain = isAboutDomains ? await setDomains(db, company, change, now) : company.domain
    await db
      .updateTable('company')
      .set({
        ...(change.name !== undefined && { name: change.name }),
        ...(change.externalId !== undefined && { external_id: change.externalId || null }),
        ...(isAboutDomains && { domain }),
        ...(change.sector !== undefined && { sector: change.sector || null }),
        ...(change.employees !== undefined && { employees: change.employees }),
        ...(change.revenueMinor !== undefined && { revenue_minor: change.revenueMinor }),
        ...(change.city !== undefined && { city: change.city || null }),
        ...(change.country !== undefined && { country: change.country || null }),
        ...(change.parentId !== undefined && { parent_id: change.parentId }),
        ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
        changed_at: now,
      })
      .where('id', '=', id)
      .execute()
    if (custom) await setFieldValues(db, 'company', [{ recordId: id, values: custom }], now)
    if (tags) await setTags(db, id, tags, now)
    await companiesChanged(db, [id])
    return { operationId }
  }),
  tree: os.tree.handler(async ({ context: { db }, input }) =>
    treeOf(db, (await findCompany(db, input.id)).id),
  ),
  joining: os.joining.handler(async ({ context: { db } }) => ({
    ...(await joiningOf(db)),
    known: freeMailKnown,
  })),
  saveJoining: os.saveJoining.handler(async ({ context: { db, now, operationId }, input }) => {
    await saveJoining(db, input, now)
    return { operationId }
  }),
  export: os.export.handler(async ({ context, input }) => {
    const { db, now } = context
    const { currency } = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
    const known = fileColumns(currency)
    return exportList<Company>(db, {
      ...(await findFirms(context, input)),
      list: firms,
      order: input,
      format: input.format,
      name: `companies-${now.toISOString().slice(0, 10)}`,
      columns: input.columns,
      known,
      shown: (ids) => companiesShown(db, ids),
    })
  }),
  bulk: os.bulk.handler(async ({ context, input }) => {
    const { ids, next } = await whom(context, input)
    await bulkUpdate(context, ids, input.set)
    return { operationId: context.operationId, count: ids.length, next }
  }),
  removeMany: os.removeMany.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    const { ids, next } = await whom(context, input)
    await removeCompanies(db, ids, now)
    return { operationId, count: ids.length, next }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id } = await findCompany(db, input.id)
    await removeCompanies(db, [id], now)
    return { operationId }
  }),
})

/** Named companies or all that a filter finds; only those within reach are ever found. */
function whom(
  context: Inside & { registry: Registry },
  input: {
    ids?: string[] | undefined
    where?: CompanyFilter | undefined
    after?: string | undefined
    most?: number | undefined
  },
) {
  return idsMeant(context.db, firms, input, (where) => findFirms(context, where))
}
