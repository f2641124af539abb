import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { beyondReach } from '#platform/db'
import type { Inside } from '#platform/http'
import { stages } from '#sales/pipeline'
import type { Card, HandoverListRow } from './contract.ts'
import type { Held } from './record.ts'

interface OfRow {
  deal: NonNullable<HandoverListRow['deal']> | null
  tried: boolean
}

/** Of each handover the deal that was made of it, where the caller may see it, and whether somebody tried to reach the person. */
export async function rowsBeside(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  all: readonly Held[],
): Promise<(id: string) => OfRow> {
  const ids = all.map(({ row }) => row.id)
  const { rows: deals } = await sql<{ handover_id: string; id: string; name: string }>`
    select distinct on (h.id) h.id as handover_id, d.id, d.name
    from handover h join deal d on d.deleted_at is null and not d.imported and (d.id = h.deal_id or (h.state = 'working'
      and d.state = 'open' and (d.lead_id = h.lead_id or (d.contact_id = h.contact_id and d.created_at >= h.accepted_at))))
    where h.id = any(${ids}::uuid[]) and ${actor.permissions.has('deals.read')}
    order by h.id, d.id = h.deal_id desc nulls last, d.created_at desc, d.id`.execute(db)
  const { rows: tries } = await sql<{ id: string }>`
    select distinct handover_id as id from attempt where handover_id = any(${ids}::uuid[])`.execute(db)
  const made = new Map(deals.map(({ handover_id: of, ...deal }) => [of, deal]))
  const tried = new Set(tries.map(({ id }) => id))
  return (id) => ({ deal: made.get(id) ?? null, tried: tried.has(id) })
}

/** The stage in which a deal qualifies its handover, by name. */
export const qualifyingStage = async (db: Db): Promise<string | null> =>
  (await stages(db)).find(({ qualified }) => qualified)?.name ?? null

type Beside = Pick<Card, 'joined' | 'joinedTo' | 'signalToDeal'>

/**
 * What stands beside a handover: the others of the company who came while it was open, and the open handover or deal that it
 * was made part of. Those are named only where the caller may open them.
 */
export async function besideOf(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  { row }: Held,
  hidden: boolean,
): Promise<Beside> {
  const open = row.joined_to
    ? await db.selectFrom('handover').select('id').where('id', '=', row.joined_to).executeTakeFirst()
    : undefined
  const deal = row.signal_to_deal
    ? await db
        .selectFrom('deal')
        .select('id')
        .where('id', '=', row.signal_to_deal)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
    : undefined
  return {
    joined: hidden ? [] : await joinedOf(db, row, actor.role === 'contractor' ? actor.memberId : null),
    joinedTo: open?.id ?? null,
    signalToDeal: deal?.id ?? null,
  }
}

/**
 * Beyond the caller's own records, as the card itself: whoever has the handover is the one who calls them. A contractor is
 * told only of their own people, as by the notice.
 */
async function joinedOf(
  db: Db,
  { id, contact_id: contactId }: Held['row'],
  ownerId: string | null,
): Promise<Card['joined']> {
  const rows = await beyondReach(db, () =>
    db
      .selectFrom('handover')
      .innerJoin('contact', (on) =>
        on
          .onRef('contact.workspace_id', '=', 'handover.workspace_id')
          .onRef('contact.id', '=', 'handover.contact_id'),
      )
      .select(['handover.id', 'handover.lane', 'handover.opened_at'])
      .select(['contact.name', 'contact.job_title', 'contact.email', 'contact.phone'])
      .where('handover.joined_to', '=', id)
      .where('handover.state', '=', 'joined')
      // After a merge what joined is of the same person.
      .where('handover.contact_id', '<>', contactId)
      .where('contact.deleted_at', 'is', null)
      .$if(ownerId !== null, (it) => it.where('contact.owner_id', '=', ownerId))
      .orderBy('handover.opened_at')
      .orderBy('handover.id')
      .execute(),
  )
  if (rows.length === 0) return []
  const ids = rows.map((one) => one.id)
  const seen = await db.selectFrom('handover').select('id').where('id', 'in', ids).execute()
  const openable = new Set(seen.map((one) => one.id))
  return rows.map(({ opened_at: at, job_title: jobTitle, ...one }) => ({
    ...one,
    ...{ at, jobTitle, openable: openable.has(one.id) },
  }))
}
