import { type RawBuilder, sql } from 'kysely'
import { type CountedSet, type Filter, narrowed } from './sets.ts'

const ofFilter = (filter: Filter) => narrowed(filter, { line: 'l.product_line_id', member: 'd.owner_id' })
const joined = sql`join deal d on d.workspace_id = m.workspace_id and d.id = m.deal_id
  left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id`
const groups = sql`coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, l.product_line_id::text as product_line_id, d.owner_id::text as member_id`

/** Deals that were open just before an instant, with what they were worth then. */
const openAt = (filter: Filter, at: Date) => sql`
  select d.id, m.at, ${groups}, coalesce(m.value_minor, 0)::float8 as value
  from (select distinct on (m.deal_id) m.* from deal_movement m where m.at < ${at} order by m.deal_id, m.at desc, m.id desc) m ${joined}
  where m.state = 'open' ${ofFilter(filter)}`

const value = sql`coalesce(m.value_minor, 0)`
const was = sql`coalesce(m.was_value_minor, 0)`
const wasOpen = sql`m.was_state = 'open'`
const slipped = sql`${wasOpen} and m.state = 'open' and m.expected_close > m.was_expected_close`

/**
 * How the open pipeline came from its start to its end. A deal that closes leaves with what it was worth at closing; the
 * difference to before counts as raised or lowered. Sums are values, where no rate is known a deal counts as nothing.
 */
export function pipelineSets(filter: Filter): CountedSet[] {
  const { from, to } = filter
  const flows: [string, string, RawBuilder<unknown>, RawBuilder<unknown>][] = [
    ['created', 'Created', sql`m.was_state is null and m.state = 'open'`, value],
    ['reopened', 'Reopened', sql`m.was_state <> 'open' and m.state = 'open'`, value],
    ['raised', 'Raised', sql`${wasOpen} and ${value} > ${was}`, sql`${value} - ${was}`],
    ['lowered', 'Lowered', sql`${wasOpen} and ${value} < ${was}`, sql`${was} - ${value}`],
    ['won', 'Left as won', sql`${wasOpen} and m.state = 'won'`, value],
    ['lost', 'Left as lost', sql`${wasOpen} and m.state = 'lost'`, value],
    ['removed', 'Removed', sql`${wasOpen} and m.state = 'removed'`, value],
    ['slipped', 'Expected close moved later', slipped, value],
  ]
  return [
    { key: 'pipeline.start', unit: 'deal', label: 'Open at the start', rows: openAt(filter, from) },
    ...flows.map(
      ([key, label, where, amount]): CountedSet => ({
        key: `pipeline.${key}`,
        unit: 'movement',
        label,
        rows: sql`select m.id, m.at, ${groups}, (${amount})::float8 as value, (m.expected_close - m.was_expected_close)::int as days
          from deal_movement m ${joined} where m.at >= ${from} and m.at < ${to} and ${where} ${ofFilter(filter)}`,
      }),
    ),
    { key: 'pipeline.end', unit: 'deal', label: 'Open at the end', rows: openAt(filter, to) },
    ...openWithin(filter),
  ]
}

/** Deals that were open at any time in the period, and those of them whose close moved later; each once, with its latest open value. */
function openWithin(filter: Filter): CountedSet[] {
  const { from, to } = filter
  const rows = (where: RawBuilder<unknown>) => sql`
    select d.id, m.at, ${groups}, ${value}::float8 as value from (
      select distinct on (m.deal_id) m.* from deal_movement m where m.at < ${to} and m.state = 'open' order by m.deal_id, m.at desc, m.id desc
    ) m ${joined}
    where (m.at >= ${from} or not exists (select from deal_movement x where x.workspace_id = m.workspace_id and x.deal_id = m.deal_id
        and (x.at, x.id) > (m.at, m.id) and x.at < ${from})) and ${where} ${ofFilter(filter)}`
  const moved = sql`exists (select from deal_movement m where m.workspace_id = d.workspace_id and m.deal_id = d.id
    and m.at >= ${from} and m.at < ${to} and ${slipped})`
  return [
    { key: 'pipeline.open', unit: 'deal', label: 'Open at any time', rows: rows(sql`true`) },
    { key: 'pipeline.slipping', unit: 'deal', label: 'Deals that slipped', rows: rows(moved) },
  ]
}

/** Deals open just before an instant that have reached the stage which means "qualified". */
export const openQualified = (filter: Filter, at: Date): CountedSet => ({
  key: 'pipeline.qualified',
  unit: 'deal',
  label: 'Open and qualified at the end',
  rows: sql`select o.* from (${openAt(filter, at)}) o where exists (
    select from deal_stage_entry e join stage s on s.workspace_id = e.workspace_id and s.id = e.stage_id
    where e.deal_id = o.id and e.entered_at < ${at} and s.kind = 'open'
      and s.position >= (select min(q.position) from stage q where q.qualified and q.archived_at is null))`,
})

export type StageName = { id: string; name: string; position: number }

/**
 * Deals by when they first reached a stage, a later one or the win, and those of them that ever got beyond it. What came with
 * a file has no way there.
 */
export function stageSets(filter: Filter, { id, name, position }: StageName): CountedSet[] {
  const rows = (where: RawBuilder<unknown>) => sql`
    select d.id, r.at, ${groups}, null::float8 as value from (
      select e.workspace_id, e.deal_id,
        min(e.entered_at) filter (where s.kind = 'won' or s.position >= ${position}) as at,
        min(e.entered_at) filter (where s.kind = 'won' or s.position > ${position}) as beyond_at
      from deal_stage_entry e join stage s on s.workspace_id = e.workspace_id and s.id = e.stage_id where s.kind <> 'lost'
      group by e.workspace_id, e.deal_id
    ) r join deal d on d.workspace_id = r.workspace_id and d.id = r.deal_id left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id
    where d.deleted_at is null and not d.imported and r.at >= ${filter.from} and r.at < ${filter.to} and ${where} ${ofFilter(filter)}`
  return [
    { key: `stage.reached.${id}`, unit: 'deal', label: `Reached ${name}`, rows: rows(sql`true`) },
    {
      key: `stage.beyond.${id}`,
      unit: 'deal',
      label: `Got beyond ${name}`,
      rows: rows(sql`r.beyond_at is not null`),
    },
  ]
}
