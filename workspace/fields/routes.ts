import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { fieldsContract } from './contract.ts'
import { checkRole, createField, fieldsOf, findField } from './store.ts'

const os = implement(fieldsContract).$context<Entry>().use(guard)

export const fields = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => ({
    rows: await fieldsOf(db, input.record, { archived: input.archived }),
  })),
  create: os.create.handler(async ({ context: { db, now, operationId }, input }) => {
    const field = await createField(db, input, now)
    return { id: field.id, key: field.key, operationId }
  }),
  update: os.update.handler(async ({ context: { db, operationId }, input }) => {
    const field = await findField(db, input.id)
    const role = input.role ?? field.role
    const roleReason = input.roleReason === undefined ? field.roleReason : input.roleReason
    checkRole({ role, roleReason })
    await db
      .updateTable('field')
      .set({
        label: input.label ?? field.label,
        choices: field.type === 'choice' && input.choices ? [...new Set(input.choices)] : field.choices,
        role,
        role_reason: role === 'plain' ? null : roleReason,
        position: input.position ?? field.position,
      })
      .where('id', '=', field.id)
      .execute()
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
