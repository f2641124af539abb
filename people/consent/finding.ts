import { type RawBuilder, sql } from 'kysely'
import type { ListCondition } from '#platform/registry'
import type { Channel, Standing } from './permission.ts'
import { topicsOf } from './topics.ts'

const found: readonly { value: Standing; label: string }[] = [
  { value: 'granted', label: 'Permitted' },
  { value: 'asked', label: 'Asked us, to be answered' },
  { value: 'pending', label: 'Not confirmed' },
  { value: 'withdrawn', label: 'Withdrawn' },
  { value: 'objected', label: 'Objected' },
  { value: 'expired', label: 'Run out' },
]

const identityConsent = sql`identity i join consent s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id`
const ofChannel = (channel: Channel) => sql`i.until is null and s.channel in (${channel}, 'any')`
const anyOf = (parts: RawBuilder<unknown>[]) =>
  sql`(${parts.length > 0 ? sql.join(parts, sql` or `) : sql`false`})`

/** The rows without one of which nobody is found so. */
const rowsOf: Record<Standing, (now: Date) => RawBuilder<unknown>> = {
  granted: () => sql`s.state = 'granted' and s.basis <> 'request'`,
  asked: () => sql`s.state = 'granted' and s.basis = 'request'`,
  pending: () => sql`s.state = 'pending'`,
  withdrawn: () => sql`s.state = 'withdrawn'`,
  objected: () => sql`s.state = 'objected'`,
  expired: (now) => sql`s.state = 'expired' or s.state = 'granted' and s.expires_at <= ${now}`,
}
/** What speaks for them counts where nothing does against all of it, and what is said since they withdrew everything. */
const counts = sql`not barred and at >= since`
const holdsOf: Record<Standing, RawBuilder<unknown>> = {
  granted: sql`state = 'granted' and basis <> 'request' and ${counts}`,
  asked: sql`state = 'granted' and basis = 'request' and ${counts}`,
  pending: sql`state = 'pending' and ${counts}`,
  withdrawn: sql`state = 'withdrawn'`,
  objected: sql`state = 'objected'`,
  expired: sql`state = 'expired' and ${counts}`,
}

const isStanding = (value: string): value is Standing => value in holdsOf

/** Who ever had such a row. */
const everOn =
  (channel: Channel): NonNullable<ListCondition['among']> =>
  (values, now) => {
    const rows = values ? sql`and ${anyOf(values.filter(isStanding).map((it) => rowsOf[it](now)))}` : sql``
    return sql`contact.id in (select i.contact_id from ${identityConsent} where ${ofChannel(channel)} ${rows})`
  }

const theirsOn = (channel: Channel) =>
  sql`i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofChannel(channel)}`

/** What `standingsOn` says of a person, asked of the tables. */
const standsOn =
  (channel: Channel): ListCondition['holds'] =>
  (values, now) =>
    values
      ? saidOn(channel, anyOf(values.filter(isStanding).map((it) => holdsOf[it])), now)
      : sql`exists (select from ${identityConsent} where ${theirsOn(channel)})`

/** What somebody says by a way, the strictest of all that is known to be them; whether it holds of any of it. */
function saidOn(channel: Channel, holds: RawBuilder<unknown>, now: Date) {
  const bars = sql`exists (select from unnest(contact.bars) bar where split_part(bar, ':', 1) in (${channel}, 'any'))`
  return sql`exists (
      select from (
        select *, bool_or(state = 'objected') over () or ${bars} as barred,
          coalesce(max(at) filter (where state = 'withdrawn' and topic = '*') over (), '-infinity') as since
        from (
          select distinct on (channel, topic, basis) topic, basis, state, at from (
            select distinct on (s.subject_id, s.channel, s.topic, s.basis) s.channel, s.topic, s.basis, s.at, s.id,
              case when s.state = 'granted' and s.expires_at <= ${now} then 'expired' else s.state end as state
            from ${identityConsent} where ${theirsOn(channel)}
            order by s.subject_id, s.channel, s.topic, s.basis, s.at desc, s.id desc
          ) newest
          order by channel, topic, basis,
            array_position(array['objected', 'withdrawn', 'expired', 'pending', 'granted'], state), at, id
        ) strictest
      ) said where ${holds})`
}

const ofTopics = (values: readonly string[] | null) =>
  values ? sql`topic = any(${values}::text[])` : sql`topic in (select key from topic)`

/** People by what they agreed to hear of by e-mail, as far as nothing speaks against all mail. */
const agreedTo: ListCondition = {
  ...{ record: 'contact', field: 'agreedTo', label: 'Agreed by e-mail to', several: true },
  choices: async (db) =>
    (await topicsOf(db, { archived: true })).map(({ key, name }) => ({ value: key, label: name })),
  holds: (values, now) =>
    saidOn('email', sql`state = 'granted' and basis = 'consent' and ${ofTopics(values)} and ${counts}`, now),
  among: (values) =>
    sql`contact.id in (select i.contact_id from ${identityConsent}
      where ${ofChannel('email')} and s.state = 'granted' and s.basis = 'consent' and ${ofTopics(values)})`,
}

/** Who said of a channel as a whole that it is not wanted: what an import writes down for “Do not e-mail”. */
const objectedTo = (channel: Channel) => sql`exists (
  select from (
    select distinct on (s.subject_id, s.channel, s.basis) s.state
    from ${identityConsent}
    where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofChannel(channel)} and s.topic = '*'
    order by s.subject_id, s.channel, s.basis, s.at desc, s.id desc
  ) newest where state = 'objected')`

const byWay = (
  channel: Channel,
  field: string,
  label: string,
  inFile?: { id: string; title: string },
): ListCondition => ({
  ...{ record: 'contact', field, label, choices: found },
  ...{ holds: standsOn(channel), among: everOn(channel) },
  ...(inFile && { inFile: { ...inFile, holds: objectedTo(channel) } }),
})

/** People by what they permit, each way by itself. */
export const consentConditions: ListCondition[] = [
  byWay('email', 'mayEmail', 'Consent to e-mail', { id: 'doNotEmail', title: 'Do not e-mail' }),
  byWay('phone', 'mayPhone', 'Consent to calls', { id: 'doNotCall', title: 'Do not call' }),
  byWay('sms', 'maySms', 'Consent to text messages'),
  byWay('post', 'mayPost', 'Consent to post'),
  agreedTo,
]
