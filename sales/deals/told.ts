import { sql } from 'kysely'
import { lifeOf, type ToldRecord } from '#platform/registry'

/** What other programs hear of deals. Of a deal that moves and changes in one act, the move is told, with all that changed. */
export const toldDeal: ToldRecord = {
  record: 'deal',
  table: 'deal',
  events: [
    { type: 'deal.created', label: 'A deal was made, or came back from the bin' },
    { type: 'deal.changed', label: 'A deal was changed where it stands' },
    { type: 'deal.moved', label: 'A deal moved to another stage, or was reopened' },
    { type: 'deal.won', label: 'A deal was won' },
    { type: 'deal.lost', label: 'A deal was lost' },
    { type: 'deal.deleted', label: 'A deal was deleted' },
  ],
  eventOf: (change) => {
    const life = lifeOf(change)
    if (life !== 'changed') return life && `deal.${life}`
    if (change.is && 'state' in change.is)
      return change.is.state === 'open' ? 'deal.moved' : `deal.${change.is.state}`
    return change.is && 'stage_id' in change.is ? 'deal.moved' : 'deal.changed'
  },
  columns: {
    external_id: 'externalId',
    name: 'name',
    company_id: 'companyId',
    contact_id: 'contactId',
    owner_id: 'ownerId',
    renews_id: 'renewsId',
    stage_id: 'stageId',
    state: 'state',
    one_off_minor: 'oneOffMinor',
    recurring_minor: 'recurringMinor',
    term_months: 'termMonths',
    currency: 'currency',
    expected_close: 'expectedClose',
    origin: 'origin',
    close_reason_id: 'closeReasonId',
    close_note: 'closeNote',
    closed_at: 'closedAt',
  },
  read: async (db, ids) => {
    const { rows } = await sql<{ id: string }>`
      select d.id, d.external_id as "externalId", d.name, d.company_id as "companyId", d.contact_id as "contactId",
             d.lead_id as "leadId", d.renews_id as "renewsId", d.owner_id as "ownerId", d.stage_id as "stageId", s.name as stage, d.state,
             d.one_off_minor as "oneOffMinor", d.recurring_minor as "recurringMinor", d.term_months as "termMonths",
             d.currency, d.expected_close as "expectedClose", d.closed_at as "closedAt"
      from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      where d.id = any(${ids}::uuid[])`.execute(db)
    return rows
  },
  fields: {
    id: { type: 'id', words: 'The deal' },
    externalId: { type: 'text', words: 'Its id elsewhere' },
    name: { type: 'text', words: 'Name' },
    companyId: { type: 'id', words: 'With which company' },
    contactId: { type: 'id', words: 'With whom' },
    leadId: { type: 'id', words: 'The lead that it came from' },
    renewsId: { type: 'id', words: 'The won deal whose term goes on with this one' },
    ownerId: { type: 'id', words: 'The member whose deal it is' },
    stageId: { type: 'id', words: 'Where it stands' },
    stage: { type: 'text', words: 'The name of that stage' },
    state: { type: 'text', words: 'open, won or lost' },
    oneOffMinor: { type: 'whole', words: 'Paid once, in minor units of the currency' },
    recurringMinor: { type: 'whole', words: 'Paid each month, in minor units of the currency' },
    termMonths: { type: 'whole', words: 'For how many months' },
    currency: { type: 'text', words: 'Three letters, as EUR' },
    expectedClose: { type: 'day', words: 'When it is expected to close' },
    closedAt: { type: 'instant', words: 'When it was won or lost' },
  },
}
