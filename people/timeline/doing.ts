import { type RawBuilder, sql } from 'kysely'
import { writeActs } from '#people/standing'
import type { Db } from '#platform/db'
import { humanNow } from '#platform/journal'
import type { PumpStep } from '#platform/registry'

/** What people whom the pump looks at did, by whatever a look may be about. */
export type Doing = {
  /** Of these all that they did is read anew: whose history it is may have changed, or whose doing it was. */
  anew: string[]
  /** Of the others nothing is new but these acts, and there may be thousands before them. */
  more: string[]
}
export function doingOf(contacts: readonly { id: string; eventIds: string[]; causes: string[] }[]): Doing {
  const isOther = (cause: string) => cause.startsWith('clock:') || elsewhere.has(cause)
  const knowsMore = ({ causes }: { causes: string[] }) =>
    causes.every((cause) => cause === 'visit' || isOther(cause))
  return {
    anew: contacts.filter((it) => !knowsMore(it)).map(({ id }) => id),
    more: contacts.filter(knowsMore).flatMap(({ eventIds }) => eventIds),
  }
}

/** News of what our own people did or what was computed: no act of the person, and nobody's acts are theirs by it. */
const elsewhere = new Set(['deal', 'handover', 'absence', 'lead', 'owner', 'campaign', 'definition'])

const lastActs = (whose: RawBuilder<unknown>) => sql`
  select i.contact_id, e.kind, max(e.occurred_at) as last_at
  from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
  where ${whose} and i.until is null and ${humanNow('e')} group by 1, 2`

/**
 * Keeps of each person when they last did what: a function of what is known now, in whatever order it came. Behind the step that
 * holds the people of the batch, so that of two pumps the later one reads what the other has left.
 */
export const didStep: PumpStep = {
  name: 'did',
  rank: 22,
  run: async (db, { contacts }) => {
    const { anew, more } = doingOf(contacts)
    if (anew.length > 0) await readAnew(db, anew)
    if (more.length > 0) await add(db, more)
  },
}

const kept = (how: RawBuilder<unknown>) => sql`
  insert into did (contact_id, kind, last_at) select contact_id, kind, last_at from found
  on conflict (workspace_id, contact_id, kind) do update set last_at = excluded.last_at where did.last_at ${how} excluded.last_at`

async function readAnew(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    with found as materialized (${lastActs(sql`i.contact_id = any(${ids}::uuid[])`)}), gone as (
      delete from did d where d.contact_id = any(${ids}::uuid[])
        and not exists (select from found f where f.contact_id = d.contact_id and f.kind = d.kind)
    ), kept as (${kept(sql`<>`)})
    ${writeActs(sql`select of.id as contact_id, f.kind from unnest(${ids}::uuid[]) as of (id) left join found f on f.contact_id = of.id`)}`.execute(
    db,
  )
}

async function add(db: Db, eventIds: readonly string[]): Promise<void> {
  await sql`
    with found as materialized (${lastActs(sql`e.id = any(${eventIds}::uuid[])`)}), kept as (${kept(sql`<`)})
    ${writeActs(sql`
      select contact_id, kind from found union
      select d.contact_id, d.kind from did d where d.contact_id in (select contact_id from found)`)}`.execute(
    db,
  )
}
