import { implement } from '@orpc/server'
import { type Actor, type Entry, guard, notFound } from '#platform/http'
import { type FieldRecord, fieldsContract, hasChoices, readsRecord } from './contract.ts'
import { choicesAfter } from './field.ts'
import { referringTo, relatedNames } from './related.ts'
import { checkRole, createField, fieldsOf, findField } from './store.ts'
import { putInOrder, renameChoices, usageOf } from './upkeep.ts'

const os = implement(fieldsContract).$context<Entry>().use(guard)

const mostReferring = 50

/** Whoever may not read a kind of record is told of none by a relation either. */
const mayRead = ({ permissions }: Pick<Actor, 'permissions'>, record: FieldRecord) =>
  permissions.has(readsRecord[record])

export const fields = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => ({
    rows: await fieldsOf(db, input.record, { archived: input.archived }),
  })),
  create: os.create.handler(async ({ context: { db, now, operationId }, input }) => {
    const field = await createField(db, input, now)
    return { id: field.id, key: field.key, operationId }
  }),
  update: os.update.handler(async ({ context, input }) => {
    const { db, now, operationId, registry } = context
    const field = await findField(db, input.id)
    const role = input.role ?? field.role
    const roleReason = input.roleReason === undefined ? field.roleReason : input.roleReason
    checkRole({ role, roleReason })
    const choices = choicesAfter(field, input)
    await db
      .updateTable('field')
      .set({
        label: input.label ?? field.label,
        choices,
        role,
        role_reason: role === 'plain' ? null : roleReason,
        position: input.position ?? field.position,
      })
      .where('id', '=', field.id)
      .execute()
    if (hasChoices(field.type) && input.renames?.length) {
      const touched = await renameChoices(db, field.id, input.renames)
      if (touched.length > 0)
        for (const hook of registry.restored)
          if (hook.table === 'field_value') await hook.run?.(db, touched, now)
    }
    return { operationId }
  }),
  related: os.related.handler(async ({ context: { db, actor }, input }) => ({
    rows: mayRead(actor, input.record) ? await relatedNames(db, input.record, input.ids) : [],
  })),
  referring: os.referring.handler(async ({ context: { db, actor }, input }) => {
    if (!mayRead(actor, input.record)) return { rows: [] }
    const [there] = await relatedNames(db, input.record, [input.id])
    if (!there) throw notFound('no_record', 'This record is not there, or you may not see it.')
    const naming = (await fieldsOf(db)).filter(
      ({ relatesTo, record }) => relatesTo === input.record && mayRead(actor, record),
    )
    return { rows: await referringTo(db, naming, input.id, mostReferring) }
  }),
  usage: os.usage.handler(async ({ context: { db }, input }) => ({ rows: await usageOf(db, input.record) })),
  order: os.order.handler(async ({ context: { db, operationId }, input }) => {
    await putInOrder(db, input.record, input.ids)
    return { operationId }
  }),
  archive: os.archive.handler(async ({ context: { db, now, operationId }, input }) => {
    const field = await findField(db, input.id)
    await db.updateTable('field').set({ archived_at: now }).where('id', '=', field.id).execute()
    return { operationId }
  }),
  restore: os.restore.handler(async ({ context: { db, operationId }, input }) => {
    const field = await findField(db, input.id)
    await db.updateTable('field').set({ archived_at: null }).where('id', '=', field.id).execute()
    return { operationId }
  }),
})
