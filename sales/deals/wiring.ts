import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { DigestSource, RestoredHook, TimelineItem, TimelineSource, Wiring } from '#platform/registry'
import { stages } from '#sales/pipeline'
import { recompute, recordsWith } from '#workspace/fields'
import { bringDealsBack, emptyDeals } from './bin.ts'
import { dealChanges } from './changes.ts'
import { dealConditions } from './conditions.ts'
import type { DealState } from './deal.ts'
import { dealInputs } from './formulas.ts'
import { findAnew, foundStep } from './found.ts'
import { dealImporter } from './importing.ts'
import { dealLeaver } from './leaving.ts'
import { dealFields } from './list.ts'
import { dealsAtRisk } from './lists.ts'
import { edited, removed } from './many.ts'
import { activityImporter } from './past.ts'
import { fileImporter } from './past-files.ts'
import { stageHistory } from './record.ts'
import { makeDefaultRoles } from './roles.ts'
import { dealChanged, enterStages } from './store.ts'
import { toldDeal } from './told.ts'

/** When deals of a person or company were made, moved on, won and lost. */
const timeline: TimelineSource = {
  name: 'deals',
  load: async (db, of, before, limit) => {
    if (!of.contactId && !of.companyId && !of.dealId) return []
    const deals = await db
      .selectFrom('deal')
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .where((or) =>
        or.or([
          ...(of.contactId ? [or('contact_id', '=', of.contactId)] : []),
          ...(of.contactId
            ? [
                or(
                  'id',
                  'in',
                  db.selectFrom('deal_contact').select('deal_id').where('contact_id', '=', of.contactId),
                ),
              ]
            : []),
          ...(of.companyId ? [or('company_id', '=', of.companyId)] : []),
          ...(of.dealId ? [or('id', '=', of.dealId)] : []),
        ]),
      )
      .execute()
    const names = new Map(deals.map((deal) => [deal.id, deal.name]))
    const seen = new Set<string>()
    const items: TimelineItem[] = (await stageHistory(db, [...names.keys()])).map((entry) => {
      const first = !seen.has(entry.dealId)
      seen.add(entry.dealId)
      const kind = entry.state !== 'open' ? `deal.${entry.state}` : first ? 'deal.made' : 'deal.moved'
      const name = `“${names.get(entry.dealId)}”`
      return {
        id: entry.id,
        kind,
        at: entry.enteredAt,
        text:
          kind === 'deal.made'
            ? `Deal ${name} was made`
            : kind === 'deal.moved'
              ? `Deal ${name} moved to ${entry.stage}`
              : `Deal ${name} was ${entry.state}`,
        who: entry.who,
        icon: kind === 'deal.won' ? 'trophy' : 'briefcase',
        link: `/sales/deals/${entry.dealId}`,
      }
    })
    return items
      .filter((item) => item.at < before)
      .reverse()
      .slice(0, limit)
  },
}

/**
 * After an undo the history says where the deal stands now: it is append-only, so that it shows the way there and
 * back. A deal that came back into a stage which is no more goes to the first one.
 */
const restored: RestoredHook = {
  table: 'deal',
  run: async (db, ids, now) => {
    const all = await stages(db)
    const first = all.find((it) => it.kind === 'open')
    const deals = await db
      .selectFrom('deal')
      .select(['id', 'stage_id', 'state'])
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('deleted_at', 'is', null)
      .execute()
    const homeless = deals.filter(
      (it) => it.state === 'open' && !all.some((stage) => stage.id === it.stage_id),
    )
    if (first && homeless.length > 0)
      await db
        .updateTable('deal')
        .set({ stage_id: first.id })
        .where(sql<boolean>`id = any(${homeless.map((it) => it.id)}::uuid[])`)
        .execute()
    await enterWhereTheyStand(db, ids, now)
    await dealChanged(db, ids, now)
  },
}

async function enterWhereTheyStand(db: Db, ids: string[], now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; stage_id: string; state: DealState; actor: string }>`
    select d.id, d.stage_id, d.state, current_setting('baton.actor') as actor
    from deal d left join lateral (
      select e.stage_id, e.state from deal_stage_entry e where e.workspace_id = d.workspace_id and e.deal_id = d.id
      order by e.entered_at desc, e.id desc limit 1) last on true
    where d.id = any(${ids}::uuid[]) and d.deleted_at is null
      and (d.stage_id is distinct from last.stage_id or d.state is distinct from last.state)`.execute(db)
  await enterStages(
    db,
    rows.map(({ id, stage_id, ...it }) => ({ dealId: id, stageId: stage_id, ...it })),
    now,
  )
}

const mostAtRisk = 10
const riskWords = { overdue: 'overdue', quiet: 'quiet', no_next_step: 'nothing planned' }

const atRisk: DigestSource = {
  title: 'Deals at risk',
  rank: 30,
  lines: async (db, { memberId, now }) => {
    const { rows, count } = await dealsAtRisk(db, memberId, mostAtRisk, now)
    const lines = rows.map(
      ({ name, risks }) => `${name}: ${risks.map(({ kind }) => riskWords[kind]).join(', ')}`,
    )
    return count > rows.length ? [...lines, `and ${count - rows.length} more`] : lines
  },
}

export const dealsWiring: Wiring = {
  bulk: [edited, removed],
  pump: [foundStep],
  founders: [makeDefaultRoles],
  conditions: dealConditions,
  told: [toldDeal],
  lists: [{ record: 'deal', fields: dealFields }],
  digests: [atRisk],
  leavers: [dealLeaver],
  importers: [dealImporter, activityImporter, fileImporter],
  timeline: [timeline],
  // Also lost ones: what was sold, or nearly, is part of the books.
  holds: [
    () => sql<boolean>`exists (
      select from deal d where d.workspace_id = contact.workspace_id and d.contact_id = contact.id and d.deleted_at is null)`,
    () => sql<boolean>`exists (
      select from deal_contact d where d.workspace_id = contact.workspace_id and d.contact_id = contact.id)`,
  ],
  formulas: [{ record: 'deal', inputs: dealInputs }],
  changes: [dealChanges],
  bins: [
    {
      record: 'deal',
      reads: 'deals.read',
      may: 'deals.write',
      lying: sql`select id, name, name_key, deleted_at from deal where deleted_at is not null and erased_at is null`,
      back: bringDealsBack,
      empty: emptyDeals,
    },
  ],
  restored: [
    restored,
    {
      table: 'field_value',
      run: async (db, ids) => {
        const deals = [...new Set((await recordsWith(db, 'deal', ids)).map(({ id }) => id))]
        await recompute(db, 'deal', deals, dealInputs)
        await findAnew(db, deals)
      },
    },
  ],
  records: [
    {
      record: 'deal',
      label: 'Deal',
      may: 'deals.read',
      path: (id) => `/sales/deals/${id}`,
      isThere: async (db, id) =>
        (await db
          .selectFrom('deal')
          .select('id')
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()) !== undefined,
    },
  ],
}
