import type { Db } from '#platform/db'
import { type Actor, forbidden, refuseWhoSeesAPart } from '#platform/http'
import { ROLES } from '#workspace/members'
import type { Import } from './store.ts'

export const needs = {
  contacts: 'contacts.write',
  companies: 'companies.write',
  products: 'products.write',
  members: 'members.manage',
  deals: 'deals.write',
} as const

/** What is in the file may match anybody, so only who sees everybody may bring it in. */
export function mayBring(
  actor: Pick<Actor, 'reach' | 'permissions' | 'role'>,
  record: Import['record'],
): void {
  refuseWhoSeesAPart(actor, 'Only somebody who sees everything can import. Ask an owner.')
  if (record && !actor.permissions.has(needs[record]))
    throw forbidden('not_permitted', `Your role (${actor.role}) does not allow to import ${record}.`)
}

/** A file in the background ends with the right of whoever let it go: a member who left, or whose role was changed. */
export async function stillMayBring(db: Db, { created_by: id, record }: Import): Promise<void> {
  const member = await db
    .selectFrom('member')
    .select(['role', 'status', 'visibility'])
    .where('id', '=', id)
    .executeTakeFirst()
  const may: readonly string[] = member?.status === 'active' ? ROLES[member.role] : []
  if (
    member?.visibility !== 'all' ||
    !may.includes('imports.run') ||
    (record && !may.includes(needs[record]))
  )
    throw forbidden(
      'right_ended',
      'Whoever started this may not import any more. What is in is in; a colleague who may can let it go on.',
    )
}
