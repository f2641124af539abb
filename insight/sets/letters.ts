import { type RawBuilder, sql } from 'kysely'
import { type CountedSet, type Filter, over } from './sets.ts'

/**
 * Letters to people by when a mail server took them; what members get is none. What came back was taken, whatever was known
 * of it before.
 */
const taken = ({ from, to, ofSeen }: Filter): RawBuilder<unknown> => sql`
  select m.id, m.state, m.finished_at from letter m
  where m.subject_id is not null and m.state in ('accepted', 'bounced') and m.finished_at >= ${from} and m.finished_at < ${to}
    ${
      ofSeen
        ? sql`and exists (select from identity i join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id
            where i.workspace_id = m.workspace_id and i.subject_id = m.subject_id and i.until is null)`
        : sql``
    }`

export function letterSets(filter: Filter): CountedSet[] {
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['accepted', 'Letters that a mail server took', sql`true`],
    ['bounced', 'Letters that came back', sql`m.state = 'bounced'`],
    ['delivered', 'Letters delivered', sql`m.state = 'accepted'`],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `letter.${key}`,
    unit: 'letter',
    label,
    ...over(
      'counted_letters',
      taken(filter),
      (it) => sql`select m.id, m.finished_at as at, null::float8 as value from ${it} m where ${where}`,
    ),
  }))
}
