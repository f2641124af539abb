import type { Db } from '#platform/db'
import { type Actor, forbidden, refuseWhoSeesAPart } from '#platform/http'
import { ROLES } from '#workspace/members'
import type { Mapping } from './contract.ts'
import { partOf } from './own-fields.ts'
import type { Import } from './store.ts'

export const needs = {
  contacts: ['contacts.write'],
  companies: ['companies.write'],
  products: ['products.write'],
  members: ['members.manage'],
  deals: ['deals.write'],
  // What is still to be done becomes a task.
  activities: ['notes.write', 'tasks.write'],
  files: ['notes.write'],
} as const

/** All that rows of this mapping bring in, their own kind first. */
const recordsIn = (record: Import['record'], mapping: Mapping | null): (keyof typeof needs)[] => {
  const parts = Object.values(mapping?.columns ?? {}).flatMap(({ to }) => partOf(to ?? '') ?? [])
  return [...new Set([...(record ? [record] : []), ...parts])]
}

/** What is in the file may match anybody, so only who sees everybody may bring it in. */
export function mayBring(
  actor: Pick<Actor, 'reach' | 'permissions' | 'role'>,
  record: Import['record'],
  mapping: Mapping | null = null,
): void {
  refuseWhoSeesAPart(actor, 'Only somebody who sees everything can import. Ask an owner.')
  const lacks = recordsIn(record, mapping).find((one) => needs[one].some((it) => !actor.permissions.has(it)))
  if (lacks) throw forbidden('not_permitted', `Your role (${actor.role}) does not allow to import ${lacks}.`)
}

/** A file in the background ends with the right of whoever let it go: a member who left, or whose role was changed. */
export async function stillMayBring(
  db: Db,
  { created_by: id, record, mapping }: Pick<Import, 'created_by' | 'record' | 'mapping'>,
): Promise<void> {
  const member = await db
    .selectFrom('member')
    .select(['role', 'status', 'visibility'])
    .where('id', '=', id)
    .executeTakeFirst()
  const may: readonly string[] = member?.status === 'active' ? ROLES[member.role] : []
  if (
    member?.visibility !== 'all' ||
    !may.includes('imports.run') ||
    recordsIn(record, mapping).some((one) => needs[one].some((it) => !may.includes(it)))
  )
    throw forbidden(
      'right_ended',
      'Whoever started this may not import any more. What is in is in; a colleague who may can let it go on.',
    )
}
