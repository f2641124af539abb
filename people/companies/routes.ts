import { implement } from '@orpc/server'
import { changesPage, type Entry, guard, type Inside, saveEdits } from '#platform/http'
import { actOnMany } from '#workspace/bulk'
import { countFound, exportList, groupsFound, idPage } from '#workspace/lists'
import { refuseOvertaken, removeCompanies } from './acts.ts'
import { type Company, type CompanyEdit, companiesContract, companyEdit } from './contract.ts'
import { freeMailKnown } from './domain.ts'
import { joiningOf, saveJoining } from './domains.ts'
import { fileColumns } from './file.ts'
import { findFirms, firmFields, firms } from './list.ts'
import { edited, removed, saidOf } from './many.ts'
import { changeCompany, makeCompanies, saveCompanies } from './saving.ts'
import { companiesShown } from './shown.ts'
import { findCompany } from './store.ts'
import { treeOf } from './tree.ts'

const os = implement(companiesContract).$context<Entry>().use(guard)

export const companies = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const found = await findFirms(context, input)
    const { ids, next } = await idPage(context.db, firms, found, input, input)
    return { rows: await companiesShown(context.db, ids), next }
  }),
  changes: os.changes.handler(({ context, input }) =>
    changesPage(context, { record: 'company', living: firms.living, merges: true }, input, (ids) =>
      companiesShown(context.db, ids),
    ),
  ),
  count: os.count.handler(async ({ context, input }) => {
    const { where } = await findFirms(context, input)
    return countFound(context.db, firms, where, input)
  }),
  groups: os.groups.handler(async ({ context, input }) => {
    const { db, now, registry, actor } = context
    const infos = await firmFields(db, registry, actor.permissions)
    return groupsFound(db, firms, await findFirms(context, input), input, { infos, now })
  }),
  get: os.get.handler(async ({ context: { db }, input }) => {
    const { id } = await findCompany(db, input.id)
    return (await companiesShown(db, [id]))[0]!
  }),
  create: os.create.handler(async ({ context, input }) => {
    const [id] = await makeCompanies(context, [input])
    return { id: id!, operationId: context.operationId }
  }),
  update: os.update.handler(async ({ context, input }) => {
    await edit(context, input)
    return { operationId: context.operationId }
  }),
  edits: os.edits.handler(async ({ context, input: { edits, preview } }) => {
    const save = async (some: CompanyEdit[]) => {
      for (const one of some) await edit(context, one)
    }
    const done = await saveEdits(context.db, edits, { shape: companyEdit, save, preview })
    return { ...done, operationId: preview ? null : context.operationId }
  }),
  batch: os.batch.handler(async ({ context, input }) => ({
    ...(await saveCompanies(context, input.records, input.by)),
    operationId: context.operationId,
  })),
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
  bulk: os.bulk.handler(async ({ context, input }) =>
    actOnMany(context, edited, input, await saidOf(context, input.set)),
  ),
  removeMany: os.removeMany.handler(({ context, input }) => actOnMany(context, removed, input)),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id } = await findCompany(db, input.id)
    await removeCompanies(db, [id], now)
    return { operationId }
  }),
})

async function edit(context: Inside, { id: wanted, was, ...change }: CompanyEdit): Promise<void> {
  const { id } = await findCompany(context.db, wanted)
  if (was) await refuseOvertaken(context.db, id, was)
  await changeCompany(context, id, change)
}
