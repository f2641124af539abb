import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Entry, guard, type Inside, invalid } from '#platform/http'
import { setFieldValues } from '#workspace/fields'
import { countFound, idPage } from '#workspace/lists'
import { companiesContract } from './contract.ts'
import { findFirms, firms } from './list.ts'
import { companiesShown } from './shown.ts'
import { companiesChanged, createCompany, domainIn, findCompany, refuseTakenId } from './store.ts'

const os = implement(companiesContract).$context<Entry>().use(guard)

export const companies = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const { where, fields } = await findFirms(context, input)
    const { ids, next } = await idPage(context.db, firms, fields, where, input, input)
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
  create: os.create.handler(async ({ context, input: { custom, ...values } }) => {
    const { db, now, actor, operationId } = context
    const ownerId = values.ownerId === undefined && actor.reach ? actor.memberId : values.ownerId
    await checkLinks(context, { ownerId, parentId: values.parentId }, null)
    const id = await createCompany(db, { ...values, ownerId }, now)
    if (custom) await setFieldValues(db, 'company', [{ recordId: id, values: custom }], now)
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context, input: { id: wanted, custom, ...change } }) => {
    const { db, now, operationId } = context
    const { id } = await findCompany(db, wanted)
    await checkLinks(context, change, id)
    await refuseTakenId(db, change.externalId, id)
    await db
      .updateTable('company')
      .set({
        ...(change.name !== undefined && { name: change.name }),
        ...(change.externalId !== undefined && { external_id: change.externalId || null }),
        ...(change.domain !== undefined && { domain: domainIn(change.domain) }),
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
    await companiesChanged(db, [id])
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id } = await findCompany(db, input.id)
    await db.updateTable('company').set({ deleted_at: now, changed_at: now }).where('id', '=', id).execute()
    await companiesChanged(db, [id])
    return { operationId }
  }),
})

/** Ids in bodies are looked up under the caller's own fence; a company is never its own ancestor. */
async function checkLinks(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  it: { ownerId?: string | null | undefined; parentId?: string | null | undefined },
  ownId: string | null,
): Promise<void> {
  const { reach } = actor
  if (reach && it.ownerId !== undefined) {
    const within = it.ownerId === null ? reach.unowned : reach.members.includes(it.ownerId)
    if (!within)
      throw invalid(
        'owner_out_of_reach',
        'You would not see this company any more. Ask somebody who sees all.',
        {
          fields: { ownerId: 'Out of your reach' },
        },
      )
  }
  if (it.ownerId && !(await isThere(db, 'member', it.ownerId)))
    throw invalid('no_member', 'There is no such member.', { fields: { ownerId: 'Choose a member' } })
  if (!it.parentId) return
  if (!(await isThere(db, 'company', it.parentId)))
    throw invalid('no_company', 'This company is not there, or you may not see it.', {
      fields: { parentId: 'Choose a company' },
    })
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, parent_id, depth) as (
      select id, parent_id, 1 from company where id = ${it.parentId}
      union all select c.id, c.parent_id, depth + 1 from company c join up on c.id = up.parent_id where depth < 50
    ) select id from up where id = ${ownId}`.execute(db)
  if (rows.length > 0)
    throw invalid('circle', 'A company can’t belong to one that belongs to it.', {
      fields: { parentId: 'Would make a circle' },
    })
}

const isThere = async (db: Db, table: 'member' | 'company', id: string) =>
  (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
