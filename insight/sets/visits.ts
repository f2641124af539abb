import { type RawBuilder, sql } from 'kysely'
import { visitGapMs } from '#marketing/tracking'
import { uuidv7At } from '#platform/clock'
import { humanNow } from '#platform/journal'
import { type CountedSet, type Filter, over } from './sets.ts'

/** A visit whose first page came later than this has none that counts. */
const firstPage = sql`interval '1 day'`

/**
 * Visits that began in the period, of people as far as is known now, with a page that was read. Verdicts and pages are read
 * as a whole: looked for visit by visit they take six times as long. The id of a visit begins with when it began, so verdicts
 * on those of the period stand together. A visit has a source and a campaign code of its own.
 */
const humanVisits = ({ from, to, channel, campaignId }: Filter): RawBuilder<unknown> => sql`
  select v.workspace_id, v.id, v.subject_id, v.occurred_at, coalesce(v.data ->> 'channel', 'unknown') as channel from journal_event v
  left join (select distinct on (j.event_id) j.event_id, j.verdict from verdict j where j.event_id >= ${uuidv7At(from)} and j.event_id < ${uuidv7At(to)}
    order by j.event_id, j.known_at desc, j.id desc) j on j.event_id = v.id
  where v.kind = 'visit.started' and v.occurred_at >= ${from} and v.occurred_at < ${to} and coalesce(j.verdict = 'human', v.human)
    and v.id::text in (select p.data ->> 'visit' from journal_event p
      where p.kind = 'page.viewed' and p.occurred_at >= ${from} and p.occurred_at < ${to}::timestamptz + ${firstPage})
    ${channel === undefined ? sql`` : sql`and coalesce(v.data ->> 'channel', 'unknown') = ${channel}`}
    ${
      campaignId === undefined
        ? sql``
        : sql`and fold(v.data #>> '{utm,utm_campaign}') = (select k.code_key from campaign k where k.id = ${campaignId} and k.deleted_at is null)`
    }`

/**
 * While it ran, until nothing was heard for as long as a visit lasts, whose browser it is did themselves what opened a lead.
 * Whose it is, is known of browsers that agreed to be known again.
 */
const opened = sql`v.subject_id in (select i.subject_id from identity i where i.until is null) and exists (
  select from identity i
  join lead l on l.workspace_id = i.workspace_id and l.contact_id = i.contact_id and l.sort = 'lead' and not l.sample and l.evidence = 'by_person'
  join journal_event o on o.workspace_id = l.workspace_id and o.id = l.opening_event_id
  where i.workspace_id = v.workspace_id and i.subject_id = v.subject_id and i.until is null and ${humanNow('o')}
    and o.occurred_at >= v.occurred_at and o.occurred_at <= interval '1 millisecond' * ${visitGapMs}::int + (
      select max(e.occurred_at) from journal_event e where e.workspace_id = v.workspace_id and e.subject_id = v.subject_id
        and e.occurred_at >= v.occurred_at and (e.id = v.id or e.data ->> 'visit' = v.id::text)))`

/** Visits of the website: of the whole firm, since most of them are nobody's. */
export function visitSets(filter: Filter): CountedSet[] {
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['human', 'Human visits', sql`true`],
    ['opened', 'Visits with an act that opened a lead', opened],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `visit.${key}`,
    unit: 'visit',
    label,
    ...over(
      'counted_visits',
      humanVisits(filter),
      (it) =>
        sql`select v.id, v.occurred_at as at, v.channel, null::float8 as value from ${it} v where ${where}`,
    ),
  }))
}
