import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { OpenedUnit } from './contract.ts'
import type { Unit } from './sets.ts'

/** Whose a visit or a letter is, as far as is known. */
const whose = {
  visit: sql`from journal_event e join identity i on i.workspace_id = e.workspace_id and i.subject_id = e.subject_id and i.until is null
    join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id where e.id = s.id`,
  letter: sql`from letter m join identity i on i.workspace_id = m.workspace_id and i.subject_id = m.subject_id and i.until is null
    join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id where m.id = s.id`,
}

/** The record that a row opens; `s` is the row. */
export const recordOf = {
  lead: sql<string>`(select l.contact_id from lead l where l.id = s.id)`,
  handover: sql<string>`s.id`,
  offer: sql<string>`(select o.handover_id from offer o where o.id = s.id)`,
  deal: sql<string>`s.id`,
  movement: sql<string>`(select m.deal_id from deal_movement m where m.id = s.id)`,
  customer: sql<string>`s.id`,
  cost: sql<string>`coalesce((select c.id from cost_line l join campaign c on c.workspace_id = l.workspace_id and c.id = l.campaign_id and c.deleted_at is null where l.id = s.id), s.id)`,
  visit: sql<string>`coalesce((select c.id ${whose.visit}), s.id)`,
  letter: sql<string>`coalesce((select c.id ${whose.letter}), s.id)`,
} satisfies Record<Unit, unknown>
/** How it is called. */
export const titleOf = {
  lead: sql<string>`(select c.name from lead l join contact c on c.id = l.contact_id where l.id = s.id)`,
  handover: sql<string>`(select c.name from handover h join contact c on c.id = h.contact_id where h.id = s.id)`,
  offer: sql<string>`(select c.name from offer o join handover h on h.id = o.handover_id join contact c on c.id = h.contact_id where o.id = s.id)`,
  deal: sql<string>`(select d.name from deal d where d.id = s.id)`,
  movement: sql<string>`(select d.name from deal_movement m join deal d on d.id = m.deal_id where m.id = s.id)`,
  customer: sql<string>`coalesce((select c.name from company c where c.id = s.id), (select c.name from contact c where c.id = s.id))`,
  cost: sql<string>`(select l.title from cost_line l where l.id = s.id)`,
  visit: sql<string>`(select concat_ws(', ', (select c.name ${whose.visit}), concat(v.data ->> 'site', v.data ->> 'page')) from journal_event v where v.id = s.id)`,
  letter: sql<string>`(select c.name ${whose.letter})`,
} satisfies Record<Unit, unknown>

/** What a row opens as: a movement its deal, a customer a company or a person; a visit or a letter of nobody known opens nothing. */
export const unitOf = {
  ...Object.fromEntries(
    (['lead', 'handover', 'offer', 'deal', 'cost'] as const).map((unit) => [
      unit,
      sql<OpenedUnit>`${unit}::text`,
    ]),
  ),
  movement: sql<OpenedUnit>`'deal'`,
  visit: sql<OpenedUnit>`case when exists (select ${whose.visit}) then 'contact' else 'visit' end`,
  letter: sql<OpenedUnit>`case when exists (select ${whose.letter}) then 'contact' else 'letter' end`,
  customer: sql<OpenedUnit>`case when exists (select from company c where c.id = s.id) then 'company' else 'contact' end`,
} as Record<Unit, ReturnType<typeof sql<OpenedUnit>>>

export type NamedRow = { id: string; unit: OpenedUnit; recordId: string; title: string }

/** Rows by their ids, as they are called today. */
export async function namedRows(db: Db, unit: Unit, ids: readonly string[]): Promise<Map<string, NamedRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    unit: OpenedUnit
    record_id: string | null
    title: string | null
  }>`
    select s.id, ${unitOf[unit]} as unit, ${recordOf[unit]} as record_id, ${titleOf[unit]} as title
    from unnest(${ids}::uuid[]) as s(id)`.execute(db)
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, unit: row.unit, recordId: row.record_id ?? row.id, title: row.title ?? 'Somebody' },
    ]),
  )
}
