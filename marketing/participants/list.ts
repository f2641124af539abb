import { sql } from 'kysely'
import { contactsShown, people } from '#people/contacts'
import type { Contact } from '#people/contacts/contract'
import type { Db } from '#platform/db'
import type { Inside } from '#platform/http'
import type { BulkInside, Registry } from '#platform/registry'
import { type Meant, meant, type Whom } from '#workspace/bulk'
import { date, type FilterGroup, findIn, type List } from '#workspace/lists'
import type { CountedStatus } from './contract.ts'
import { type Status, standingAt } from './ladder.ts'
import { ladderOf, placeOf, standingOf } from './store.ts'

/** Of whom is asked: people within reach who take part in the campaign. */
type Narrowed = { q?: string | undefined; filter?: FilterGroup | undefined; statusId?: string | undefined }
type Asking = Pick<Inside, 'db' | 'actor' | 'now'> & { registry: Registry }

/** The list of people, narrowed to a campaign's, with what they are in it. */
export const participantsOf = (campaignId: string, ladder: readonly Status[]): List => ({
  ...people,
  from: sql`${people.from} join participant on participant.workspace_id = contact.workspace_id
    and participant.contact_id = contact.id and participant.campaign_id = ${campaignId}`,
  fields: {
    ...people.fields,
    campaignStatus: {
      label: 'Status in the campaign',
      kind: 'choice',
      by: standingOf(ladder, sql`participant.status`),
      key: 'int',
      known: true,
      sortBy: placeOf(ladder, sql`participant.status`),
      choices: ladder.map(({ id, name }) => ({ value: id, label: name })),
    },
    since: date('Status since', sql`participant.status_since`, { known: true }),
    added: date('Part since', sql`participant.added_at`, { known: true }),
  },
})

export const findParticipants = ({ db, actor, now, registry }: Asking, list: List, it: Narrowed) =>
  findIn(db, list, it, { actor, now, conditions: registry.conditions }, [
    ...(it.statusId === undefined ? [] : [sql`${list.fields.campaignStatus!.by} = ${it.statusId}`]),
  ])

/** Participants whom an act on many is about. */
export async function participantsMeant(
  it: BulkInside,
  { campaignId, ...whom }: { campaignId: string } & Whom<Narrowed>,
): Promise<Meant> {
  const list = participantsOf(campaignId, await ladderOf(it.db, campaignId))
  return meant(list, whom, (where) => findParticipants(it, list, where))
}

/** How many are at each status, of those within reach. */
export async function countsOf(
  db: Db,
  campaignId: string,
  ladder: readonly Status[],
): Promise<CountedStatus[]> {
  const { living, from } = participantsOf(campaignId, ladder)
  const { rows } = await sql<{ status: string; n: number }>`
    select ${standingOf(ladder, sql`participant.status`)} as status, count(*)::int as n from ${from} where ${living} group by 1`.execute(
    db,
  )
  const counts = new Map(rows.map(({ status, n }) => [status, n]))
  return ladder.map((one) => ({ ...one, count: counts.get(one.id) ?? 0 }))
}

export type InCampaign = Contact & {
  part: { status: Status; since: Date; addedAt: Date; via: 'member' | 'lead' }
}

/** Participants in the order asked, with all that is known of each as a person. */
export async function participantsShown(
  db: Db,
  campaignId: string,
  ladder: readonly Status[],
  ids: readonly string[],
): Promise<InCampaign[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('participant')
    .select(['contact_id', 'status', 'status_since', 'added_at', 'via'])
    .where('campaign_id', '=', campaignId)
    .where(sql<boolean>`contact_id = any(${ids}::uuid[])`)
    .execute()
  const known = new Map(rows.map((row) => [row.contact_id, row]))
  return (await contactsShown(db, ids)).flatMap((person) => {
    const row = known.get(person.id)
    if (!row) return []
    const status = standingAt(ladder, row.status)
    return { ...person, part: { status, since: row.status_since, addedAt: row.added_at, via: row.via } }
  })
}
