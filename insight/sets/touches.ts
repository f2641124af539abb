import { type RawBuilder, sql } from 'kysely'
import { humanNow } from '#platform/journal'

/** How long before a deal a touch may lie to have had influence on it. */
const influenceDays = 180

/**
 * What people of the deal `d` did themselves before it was won, as far as is known now: neither a machine's nor taken back. What a
 * colleague reports of them is no proof.
 */
const touches = sql`
  (select d.contact_id as id union select p.contact_id from deal_contact p where p.workspace_id = d.workspace_id and p.deal_id = d.id) who
  join identity i on i.workspace_id = d.workspace_id and i.contact_id = who.id and i.until is null
  join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
    and e.occurred_at >= d.created_at - ${influenceDays} * interval '1 day' and e.occurred_at < d.closed_at and e.kind not like '%.captured'
    and ${humanNow('e')}`
export const touched = sql`exists (select from ${touches})`

/** Such acts with the campaign `k` that each names: by the address that led to it, or as what began the deal's lead `l`. */
const named = sql`${touches}
  left join submission s on s.workspace_id = e.workspace_id
    and s.id = case when e.kind = 'form.submitted' then (e.data->>'submissionId')::uuid end
  join campaign k on k.workspace_id = e.workspace_id and k.deleted_at is null
    and (e.kind in ('visit.started', 'form.submitted') or e.id = l.opening_event_id)
    and k.code_key in (
      case when e.kind = 'visit.started' then fold(e.data->'utm'->>'utm_campaign') end,
      fold(s.source->'utm'->>'utm_campaign'),
      case when l.opening_event_id = e.id then l.campaign_key end)`
export const touchedBy = (campaignId: string) => sql`exists (select from ${named} where k.id = ${campaignId})`
export const touchedByAny = sql`exists (select from ${named})`

/** An act of a person that names a campaign; `at` in milliseconds. */
export type NamedAct = { id: string; kind: string; at: number; personId: string; campaignId: string }

/** Deals, given as rows with an id, each with all its acts that name a campaign. */
export const withNamedActs = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select w.*, t.acts from (${rows}) w join deal d on d.id = w.id
  left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id
  cross join lateral (select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind,
    'at', extract(epoch from e.occurred_at) * 1000, 'personId', who.id, 'campaignId', k.id)), '[]') as acts from ${named}) t`
