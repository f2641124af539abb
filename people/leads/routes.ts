import { implement } from '@orpc/server'
import { z } from 'zod'
import { decodeCursor, type Entry, encodeCursor, guard, notFound, who } from '#platform/http'
import { contactNews } from '#platform/pump'
import { leadsContract } from './contract.ts'
import { SORTS } from './lead.ts'
import { endLead, reopenLead } from './store.ts'

const os = implement(leadsContract).$context<Entry>().use(guard)
const words = z.record(z.string(), z.string())

export const leads = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => {
    const after = input.cursor ? decodeCursor(input.cursor, 'instant', 'uuid') : null
    const rows = await db
      .selectFrom('lead')
      .innerJoin('contact', (on) =>
        on
          .onRef('contact.workspace_id', '=', 'lead.workspace_id')
          .onRef('contact.id', '=', 'lead.contact_id'),
      )
      .innerJoin('product_line', (on) =>
        on
          .onRef('product_line.workspace_id', '=', 'lead.workspace_id')
          .onRef('product_line.id', '=', 'lead.product_line_id'),
      )
      .leftJoin('company', (on) =>
        on
          .onRef('company.workspace_id', '=', 'lead.workspace_id')
          .onRef('company.id', '=', 'lead.company_id'),
      )
      .selectAll('lead')
      .select([
        'contact.name as contact_name',
        'product_line.name as line_name',
        'company.name as company_name',
      ])
      .where('contact.deleted_at', 'is', null)
      .$if(input.state !== undefined, (it) => it.where('lead.state', '=', input.state!))
      .$if(input.sort !== undefined, (it) => it.where('lead.sort', '=', input.sort!))
      .$if(input.lane === 'none', (it) => it.where('lead.lane', 'is', null))
      .$if(input.lane === 'asked' || input.lane === 'earned', (it) =>
        it.where('lead.lane', '=', input.lane as 'asked' | 'earned'),
      )
      .$if(input.contactId !== undefined, (it) => it.where('lead.contact_id', '=', input.contactId!))
      .$if(input.productLineId !== undefined, (it) =>
        it.where('lead.product_line_id', '=', input.productLineId!),
      )
      .$if(input.formId !== undefined, (it) => it.where('lead.form_id', '=', input.formId!))
      .$if(input.channel !== undefined, (it) => it.where('lead.channel', '=', input.channel!))
      .$if(after !== null, (it) =>
        it.where((or) =>
          or.or([
            or('lead.opened_at', '<', new Date(after![0]!)),
            or.and([or('lead.opened_at', '=', new Date(after![0]!)), or('lead.id', '<', after![1]!)]),
          ]),
        ),
      )
      .orderBy('lead.opened_at', 'desc')
      .orderBy('lead.id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      rows: shown.map((row) => ({
        id: row.id,
        contact: { id: row.contact_id, name: row.contact_name },
        company: row.company_name,
        productLine: { id: row.product_line_id, name: row.line_name },
        state: row.state,
        lane: row.lane,
        evidence: row.evidence,
        sort: row.sort,
        channel: row.channel,
        campaign: row.campaign,
        formId: row.form_id,
        firstPage: row.first_page,
        referrer: row.referrer,
        utm: words.parse(row.utm),
        clickIds: words.parse(row.click_ids),
        selfReported: row.self_reported,
        openedAt: row.opened_at,
        askedAt: row.asked_at,
        readyAt: row.ready_at,
        lastActAt: row.last_act_at,
        endedAt: row.ended_at,
        endReason: row.end_reason,
      })),
      next: rows.length > shown.length && last ? encodeCursor([last.opened_at.toISOString(), last.id]) : null,
    }
  }),
  sort: os.sort.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const lead = await db
      .selectFrom('lead')
      .innerJoin('contact', (on) =>
        on
          .onRef('contact.workspace_id', '=', 'lead.workspace_id')
          .onRef('contact.id', '=', 'lead.contact_id'),
      )
      .select(['lead.id', 'lead.state', 'lead.contact_id'])
      .where('lead.id', '=', input.id)
      .executeTakeFirst()
    if (!lead) throw notFound('no_lead', 'This lead is not there, or you may not see it.')
    if (input.sort === 'lead') await reopenLead(db, lead.id, who(actor), now)
    else {
      await endLead(db, lead.id, { state: 'not_a_lead', reason: SORTS[input.sort], actor: who(actor) }, now)
      await db.updateTable('lead').set({ sort: input.sort }).where('id', '=', lead.id).execute()
    }
    await contactNews(db, [{ contactId: lead.contact_id, cause: 'lead' }], now)
    return { operationId }
  }),
})
