import { sql } from 'kysely'
import type { ListCondition, Wiring } from '#platform/registry'
import { timeline } from './happened.ts'
import { toldConsent } from './told.ts'

const states = [
  { value: 'granted', label: 'Permitted' },
  { value: 'pending', label: 'Asked, not confirmed' },
  { value: 'withdrawn', label: 'Withdrawn' },
  { value: 'objected', label: 'Objected' },
  { value: 'expired', label: 'Run out' },
]

const identityConsent = sql`identity i join consent s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id`
const ofChannel = (channel: string) => sql`i.until is null and s.channel in (${channel}, 'any')`

/** Who ever had such a row: what counts of somebody is one of their rows. */
const everOn =
  (channel: string): NonNullable<ListCondition['among']> =>
  (values, now) => {
    const state = values
      ? sql`and (s.state = any(${[...values]}::text[]) ${values.includes('expired') ? sql`or s.state = 'granted' and s.expires_at <= ${now}` : sql``})`
      : sql``
    return sql`contact.id in (select i.contact_id from ${identityConsent} where ${ofChannel(channel)} ${state})`
  }

/** As on the person's page: of one subject the newest row of a matter counts, of several subjects the strictest. */
const onChannel =
  (channel: string): ListCondition['holds'] =>
  (values, now) => {
    const strictest = sql`
    select (array_agg(state order by array_position(array['objected', 'withdrawn', 'expired', 'pending', 'granted'], state)))[1] as state
    from (
      select distinct on (s.subject_id, s.channel, s.topic, s.basis) s.channel, s.topic, s.basis,
        case when s.state = 'granted' and s.expires_at <= ${now} then 'expired' else s.state end as state
      from ${identityConsent}
      where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofChannel(channel)}
      order by s.subject_id, s.channel, s.topic, s.basis, s.at desc, s.id desc
    ) newest group by channel, topic, basis`
    return values
      ? sql`exists (select from (${strictest}) held where held.state = any(${[...values]}::text[]))`
      : sql`exists (select from ${identityConsent}
          where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofChannel(channel)})`
  }

/** Who said of a channel as a whole that it is not wanted: what an import writes down for “Do not e-mail”. */
const objectedTo = (channel: string) => sql`exists (
  select from (
    select distinct on (s.subject_id, s.channel, s.basis) s.state
    from ${identityConsent}
    where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofChannel(channel)} and s.topic = '*'
    order by s.subject_id, s.channel, s.basis, s.at desc, s.id desc
  ) newest where state = 'objected')`

export const consentWiring: Wiring = {
  told: [toldConsent],
  timeline: [timeline],
  conditions: [
    {
      record: 'contact',
      field: 'mayEmail',
      label: 'Consent to e-mail',
      choices: states,
      holds: onChannel('email'),
      among: everOn('email'),
      inFile: { id: 'doNotEmail', title: 'Do not e-mail', holds: objectedTo('email') },
    },
    {
      record: 'contact',
      field: 'mayPhone',
      label: 'Consent to calls',
      choices: states,
      holds: onChannel('phone'),
      among: everOn('phone'),
      inFile: { id: 'doNotCall', title: 'Do not call', holds: objectedTo('phone') },
    },
  ],
}
