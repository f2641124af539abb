import { sql } from 'kysely'
import { beyondReach } from '#platform/db'
import { contactNews } from '#platform/pump'
import type { RestoredHook, TimelineItem, TimelineSource, Wiring } from '#platform/registry'
import { absenceJob } from './absence.ts'
import { answerRoutes } from './answer.ts'
import { crossingStep } from './crossing.ts'
import { seamDigest } from './digest.ts'
import { joinAfterMerge, joinWhoeverIsOpen } from './joining.ts'
import { handoverLeaver, sendBackLeaver } from './leaving.ts'
import { planClocks } from './offering.ts'
import { provenByMail } from './proven.ts'
import { keptHandovers } from './received.ts'
import { makeDefaultSeamSetting } from './setting.ts'
import { clockStep, dealStep, planStep, standingStep } from './steps.ts'
import { takenBack } from './taking-back.ts'
import { toldHandover } from './told.ts'
import { withdrawAll } from './withdrawing.ts'

const sentences: Record<string, string> = {
  waiting: 'Waits for sales',
  offered: 'Offered to sales',
  working: 'Taken over by sales',
  qualified: 'Qualified',
  sent_back: 'Sent back to marketing',
  withdrawn: 'Handover withdrawn',
  joined: 'Joined an open handover',
  signalled: 'Signalled to who knows them',
}

const ofCustomers: Record<string, string> = {
  offered: 'Handed over as a customer',
  working: 'Taken over as a customer',
  sent_back: 'Asked what was promised',
  withdrawn: 'Handover of the customer withdrawn',
}

/** With whom it was then: who was offered it last; whoever has it now may have come later. */
const withWhom = sql<
  string | null
>`case when handover_state.state in ('offered', 'working', 'qualified', 'sent_back', 'signalled') then (
  select m.name from member m where m.workspace_id = handover.workspace_id and m.id = coalesce((
    select o.member_id from offer o where o.workspace_id = handover.workspace_id and o.handover_id = handover.id
      and o.offered_at <= handover_state.at and exists (select from handover_state n where n.workspace_id = handover.workspace_id
        and n.handover_id = handover.id and (n.recorded_at, n.id) > (handover_state.recorded_at, handover_state.id))
    order by o.number desc limit 1), handover.receiver_id)) end`

/** How the baton went. */
const timeline: TimelineSource = {
  name: 'handovers',
  actsOf: async (db, dealId) => {
    const rows = await db
      .selectFrom('handover')
      .innerJoin('deal', (on) =>
        on
          .onRef('deal.workspace_id', '=', 'handover.workspace_id')
          .onRef('deal.lead_id', '=', 'handover.lead_id'),
      )
      .select('handover.event_id as id')
      .where('deal.id', '=', dealId)
      .where('handover.event_id', 'is not', null)
      .execute()
    return [...new Set(rows.map(({ id }) => id!))]
  },
  load: async (db, of, before, limit) => {
    if (!of.contactId && !of.companyId) return []
    const rows = await db
      .selectFrom('handover_state')
      .innerJoin('handover', (on) =>
        on
          .onRef('handover.workspace_id', '=', 'handover_state.workspace_id')
          .onRef('handover.id', '=', 'handover_state.handover_id'),
      )
      .select([
        'handover_state.id',
        'handover_state.state',
        'handover_state.reason',
        'handover_state.at',
        'handover.id as handover_id',
        'handover.kind',
        'handover.deal_id',
        withWhom.as('name'),
      ])
      .$if(of.contactId !== undefined, (it) => it.where('handover.contact_id', '=', of.contactId!))
      .$if(of.contactId === undefined, (it) => it.where('handover.company_id', '=', of.companyId!))
      .where('handover_state.at', '<', before)
      .orderBy('handover_state.at', 'desc')
      .orderBy('handover_state.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(
      (row): TimelineItem => ({
        id: row.id,
        kind: `handover.${row.state}`,
        at: row.at,
        text: (row.kind === 'onboarding' ? ofCustomers : sentences)[row.state] ?? row.state,
        detail: row.reason.replaceAll('_', ' '),
        ...(row.name && { who: row.name }),
        icon: 'baton',
        link: row.kind === 'onboarding' ? `/sales/deals/${row.deal_id}` : `/handovers/${row.handover_id}`,
      }),
    )
  },
}

/** What undo opens again runs by its clocks again; what fell due meanwhile the pump finds. */
const restored: RestoredHook = {
  table: 'handover',
  run: (db, ids, now) =>
    beyondReach(db, async () => {
      await joinWhoeverIsOpen(db, ids, now)
      const rows = await db
        .selectFrom('handover')
        .select('contact_id')
        .distinct()
        .where(sql<boolean>`id = any(${ids}::uuid[])`)
        .where('kind', '=', 'lead')
        .execute()
      const contactIds = rows.map(({ contact_id }) => contact_id)
      await planClocks(db, contactIds, now)
      await contactNews(
        db,
        contactIds.map((contactId) => ({ contactId, cause: 'handover' })),
        now,
      )
    }),
}

export const handoversWiring: Wiring = {
  told: [toldHandover],
  restored: [restored],
  undoers: takenBack,
  digests: [seamDigest],
  mailed: [provenByMail],
  leavers: [handoverLeaver, sendBackLeaver],
  founders: [makeDefaultSeamSetting],
  notices: [
    { kind: 'offered', label: 'A lead is offered to me' },
    { kind: 'handed_on', label: 'A colleague hands a lead on to me' },
    { kind: 'signal', label: 'Somebody I know shows interest again' },
    { kind: 'queue', label: 'A lead has nobody yet' },
    { kind: 'decision_due', label: 'A decision on a lead is due' },
    { kind: 'sent_back', label: 'A lead was sent back' },
    { kind: 'withdrawn', label: 'A lead was withdrawn' },
    { kind: 'outcome', label: 'A lead of mine was won or lost' },
  ],
  journal: [
    {
      kind: 'handover.won',
      sentence: () => 'Won: the deal that came of the handover',
      icon: 'trophy',
      humanAct: false,
    },
    {
      kind: 'handover.lost',
      sentence: () => 'Lost: the deal that came of the handover',
      icon: 'flag',
      humanAct: false,
    },
  ],
  timeline: [timeline],
  records: [
    {
      record: 'handover',
      label: 'Handover',
      may: 'handovers.read',
      path: (id) => `/handovers/${id}`,
      isThere: async (db, id) =>
        (await db
          .selectFrom('handover')
          .select('id')
          .where('id', '=', id)
          .where('kind', '=', 'lead')
          .executeTakeFirst()) !== undefined,
    },
  ],
  pump: [crossingStep, clockStep, dealStep, planStep, standingStep],
  jobs: [absenceJob],
  public: answerRoutes,
  merged: [joinAfterMerge],
  kept: [keptHandovers],
  holds: [
    (since) => sql<boolean>`exists (
      select from handover h where h.workspace_id = contact.workspace_id and h.contact_id = contact.id
        and (h.state in ('waiting', 'offered', 'working') or h.changed_at >= ${since}))`,
    (since) => sql<boolean>`exists (
      select from attempt a where a.workspace_id = contact.workspace_id and a.contact_id = contact.id
        and a.outcome in ('reached', 'held') and a.occurred_at >= ${since})`,
  ],
  erasing: [(db, { contactIds, now }) => withdrawAll(db, contactIds, 'The person was erased', now)],
}
