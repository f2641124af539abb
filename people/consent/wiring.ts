import { sql } from 'kysely'
import type { ListCondition, Wiring } from '#platform/registry'
import { toldConsent } from './told.ts'

const states = [
  { value: 'granted', label: 'Permitted' },
  { value: 'pending', label: 'Asked, not confirmed' },
  { value: 'withdrawn', label: 'Withdrawn' },
  { value: 'objected', label: 'Objected' },
  { value: 'expired', label: 'Run out' },
]

/** As on the person's page: of one subject the newest row of a matter counts, of several subjects the strictest. */
const onChannel =
  (channel: string): ListCondition['holds'] =>
  (values, now) => {
    const strictest = sql`
    select (array_agg(state order by array_position(array['objected', 'withdrawn', 'expired', 'pending', 'granted'], state)))[1] as state
    from (
      select distinct on (s.subject_id, s.channel, s.topic, s.basis) s.channel, s.topic, s.basis,
        case when s.state = 'granted' and s.expires_at <= ${now} then 'expired' else s.state end as state
      from identity i join consent s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id
      where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and i.until is null and s.channel in (${channel}, 'any')
      order by s.subject_id, s.channel, s.topic, s.basis, s.at desc, s.id desc
    ) newest group by channel, topic, basis`
    return values
      ? sql`exists (select from (${strictest}) held where held.state = any(${[...values]}::text[]))`
      : sql`exists (${strictest})`
  }

/** Who said of a channel as a whole that it is not wanted: what an import writes down for “Do not e-mail”. */
const objectedTo = (channel: string) => sql`exists (
  select from (
    select distinct on (s.subject_id, s.channel, s.basis) s.state
    from identity i join consent s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id
    where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and i.until is null
      and s.channel in (${channel}, 'any') and s.topic = '*'
    order by s.subject_id, s.channel, s.basis, s.at desc, s.id desc
  ) newest where state = 'objected')`

export const consentWiring: Wiring = {
  told: [toldConsent],
  conditions: [
    {
      record: 'contact',
      field: 'mayEmail',
      label: 'Consent to e-mail',
      choices: states,
      holds: onChannel('email'),
      inFile: { id: 'doNotEmail', title: 'Do not e-mail', holds: objectedTo('email') },
    },
    {
      record: 'contact',
      field: 'mayPhone',
      label: 'Consent to calls',
      choices: states,
      holds: onChannel('phone'),
      inFile: { id: 'doNotCall', title: 'Do not call', holds: objectedTo('phone') },
    },
  ],
}
