import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Open deals of these people, or of their company: what a handover signals instead of routing. */
export async function openDealsOf(db: Db, contactIds: string[], companyId?: string | null) {
  return db
    .selectFrom('deal')
    .select(['id', 'name', 'owner_id', 'contact_id', 'company_id', 'stage_id', 'lead_id'])
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .where((or) =>
      or.or([
        ...(contactIds.length > 0 ? [or('contact_id', 'in', contactIds)] : []),
        ...(companyId ? [or('company_id', '=', companyId)] : []),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** A colleague talked with somebody, and they answered: the open deals they take part in, or the one that it was about. */
export async function talkedAbout(
  db: Db,
  { contactId, dealId, at }: { contactId: string; dealId: string | null; at: Date },
): Promise<void> {
  const taken = db.selectFrom('deal_contact').select('deal_id').where('contact_id', '=', contactId)
  await db
    .updateTable('deal')
    .set({ talked_at: sql<Date>`greatest(talked_at, ${at}::timestamptz)` })
    .where('deleted_at', 'is', null)
    .where((it) =>
      it.or([
        ...(dealId ? [it('id', '=', dealId)] : []),
        it.and([it('state', '=', 'open'), it.or([it('contact_id', '=', contactId), it('id', 'in', taken)])]),
      ]),
    )
    .execute()
}

/** Won deals of these people or their company, oldest first: the first made them a customer. */
export async function wonDealsOf(db: Db, contactIds: string[], companyId?: string | null) {
  return db
    .selectFrom('deal')
    .select(['id', 'name', 'owner_id', 'contact_id', 'company_id', 'closed_at', 'lead_id', 'imported'])
    .where('state', '=', 'won')
    .where('deleted_at', 'is', null)
    .where((or) =>
      or.or([
        ...(contactIds.length > 0 ? [or('contact_id', 'in', contactIds)] : []),
        ...(companyId ? [or('company_id', '=', companyId)] : []),
      ]),
    )
    .orderBy('closed_at')
    .orderBy('id')
    .execute()
}
