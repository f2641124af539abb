import { type RawBuilder, sql } from 'kysely'
import { campaignBrief } from '#marketing/campaigns'
import { people } from '#people/contacts'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, invalid } from '#platform/http'
import { relaid, type Status, statusesShape, usualLadder } from './ladder.ts'

/** The statuses of a living campaign: its own, else the usual ones of its channel. */
export async function ladderOf(db: Db, campaignId: string): Promise<Status[]> {
  const campaign = await campaignBrief(db, campaignId)
  const row = await db
    .selectFrom('ladder')
    .select('statuses')
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  return row ? statusesShape.parse(row.statuses) : usualLadder(campaign.channel)
}

/** The same, kept from now on and held against a change until the transaction ends. */
export async function holdLadder(db: Db, campaignId: string, now: Date): Promise<Status[]> {
  const held = () =>
    db
      .selectFrom('ladder')
      .innerJoin('campaign', (on) =>
        on
          .onRef('campaign.workspace_id', '=', 'ladder.workspace_id')
          .onRef('campaign.id', '=', 'ladder.campaign_id'),
      )
      .select('statuses')
      .where('campaign_id', '=', campaignId)
      .where('campaign.deleted_at', 'is', null)
      .forUpdate('ladder')
      .executeTakeFirst()
  const known = await held()
  if (known) return statusesShape.parse(known.statuses)
  const statuses = await ladderOf(db, campaignId)
  await db
    .insertInto('ladder')
    .values({
      id: uuidv7(now),
      campaign_id: campaignId,
      statuses: JSON.stringify(statuses),
      changed_at: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'campaign_id']).doNothing())
    .execute()
  return statusesShape.parse((await held())?.statuses ?? statuses)
}

export function statusOf(ladder: readonly Status[], id: string | undefined): Status {
  const status = id === undefined ? ladder[0] : ladder.find((one) => one.id === id)
  if (!status)
    throw invalid('no_status', 'The campaign has no such status any more.', {
      fields: { statusId: 'Choose a status' },
    })
  return status
}

/**
 * A status with people whom the asking member sees is not deleted. Nothing is changed of whoever else is there, beyond their
 * reach or in the bin: they stand at the first status (`standingOf`) for as long as theirs is not on the ladder.
 */
export async function saveLadder(
  db: Db,
  campaignId: string,
  wanted: readonly { id?: string | undefined; name: string; responded: boolean }[],
  now: Date,
): Promise<void> {
  const { ladder, gone } = relaid(await holdLadder(db, campaignId, now), wanted, () => uuidv7(now))
  const used = await db
    .selectFrom('participant')
    .innerJoin('contact', (on) =>
      on
        .onRef('contact.workspace_id', '=', 'participant.workspace_id')
        .onRef('contact.id', '=', 'participant.contact_id'),
    )
    .select('participant.status')
    .where('campaign_id', '=', campaignId)
    .where(sql<boolean>`participant.status = any(${gone.map(({ id }) => id)}::text[])`)
    .where(sql<boolean>`${people.living}`)
    .limit(1)
    .executeTakeFirst()
  if (used) {
    const { name } = gone.find(({ id }) => id === used.status)!
    throw conflict('status_in_use', `There are people at “${name}”. Move them to another status first.`)
  }
  await db
    .updateTable('ladder')
    .set({ statuses: JSON.stringify(ladder), changed_at: now })
    .where('campaign_id', '=', campaignId)
    .execute()
}

const idsOf = (ladder: readonly Status[]) => sql`${ladder.map(({ id }) => id)}::text[]`
/** Where a status lies on the ladder, for SQL; first lies one that is not on it any more. */
export const placeOf = (ladder: readonly Status[], status: RawBuilder<unknown>) =>
  sql<number>`coalesce(array_position(${idsOf(ladder)}, ${status}), 1)`
/** The status that lies there. */
export const standingOf = (ladder: readonly Status[], status: RawBuilder<unknown>) =>
  sql<string>`(${idsOf(ladder)})[${placeOf(ladder, status)}]`

type Change = {
  campaignId: string
  contactIds: readonly string[]
  ladder: readonly Status[]
  status: Status
  actor: string
}

/** Makes people part of a campaign. Whoever is already gets the status only if it is further up: never backwards. */
export async function addParticipants(
  db: Db,
  { via, ...it }: Change & { via: 'member' | 'lead' },
  now: Date,
): Promise<void> {
  const { campaignId, contactIds, ladder, status } = it
  const { rows: added } = await sql<{ contact_id: string }>`
    insert into participant (id, campaign_id, contact_id, status, via, added_at, status_since)
    select n.id, ${campaignId}::uuid, n.contact_id, ${status.id}, ${via}, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${contactIds.map(() => uuidv7(now))}::uuid[], ${contactIds}::uuid[]) as n (id, contact_id)
    on conflict (workspace_id, campaign_id, contact_id) do nothing returning contact_id`.execute(db)
  // Whoever was added stands there.
  if (added.length === contactIds.length) return keepStates(db, it, added, now)
  const { rows: raised } = await sql<{ contact_id: string }>`
    update participant set status = ${status.id}, status_since = ${now}
    where campaign_id = ${campaignId} and contact_id = any(${contactIds}::uuid[])
      and ${placeOf(ladder, sql`status`)} < ${placeOf(ladder, sql`${status.id}`)}
    returning contact_id`.execute(db)
  await keepStates(db, it, [...added, ...raised], now)
}

/** Gives participants a status by a person's word, a lower one too. */
export async function moveParticipants(db: Db, it: Change, now: Date): Promise<void> {
  const { rows } = await sql<{ contact_id: string }>`
    update participant set status = ${it.status.id}, status_since = ${now}
    where campaign_id = ${it.campaignId} and contact_id = any(${it.contactIds}::uuid[]) and status <> ${it.status.id}
    returning contact_id`.execute(db)
  await keepStates(db, it, rows, now)
}

export async function removeParticipants(
  db: Db,
  it: Pick<Change, 'campaignId' | 'contactIds' | 'actor'>,
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ contact_id: string }>`
    delete from participant where campaign_id = ${it.campaignId} and contact_id = any(${it.contactIds}::uuid[])
    returning contact_id`.execute(db)
  await keepStates(db, { ...it, status: null }, rows, now)
}

async function keepStates(
  db: Db,
  it: { campaignId: string; status: Status | null; actor: string },
  rows: readonly { contact_id: string }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into participant_state (id, campaign_id, contact_id, status, label, actor, at)
    select n.id, ${it.campaignId}::uuid, n.contact_id, ${it.status?.id ?? null}::text, ${it.status?.name ?? null}::text, ${it.actor}::text, ${now}::timestamptz
    from unnest(${rows.map(() => uuidv7(now))}::uuid[], ${rows.map((row) => row.contact_id)}::uuid[]) as n (id, contact_id)`.execute(
    db,
  )
}

/**
 * Two people became one, and the loser's history is the winner's now: in a campaign where both took part, the further
 * status counts. `stateIds` are the rows that moved, so the latest of each campaign is where the loser stood.
 */
export async function keepFurther(db: Db, stateIds: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<{ campaign_id: string; contact_id: string; status: string | null }>`
    select distinct on (campaign_id, contact_id) campaign_id, contact_id, status from participant_state
    where id = any(${stateIds}::uuid[]) order by campaign_id, contact_id, at desc, id desc`.execute(db)
  for (const { campaign_id: campaignId, contact_id: contactId, status } of rows) {
    if (status === null) continue
    const row = await db
      .selectFrom('ladder')
      .select('statuses')
      .where('campaign_id', '=', campaignId)
      .executeTakeFirst()
    if (!row) continue
    const ladder = statusesShape.parse(row.statuses)
    await sql`
      update participant set status = ${status}, status_since = ${now}
      where campaign_id = ${campaignId} and contact_id = ${contactId}
        and ${placeOf(ladder, sql`status`)} < ${placeOf(ladder, sql`${status}`)}`.execute(db)
  }
}
