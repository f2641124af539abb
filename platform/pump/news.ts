import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type Db, withCommit } from '#platform/db'

export const lanes = { asked: 0, ordinary: 1, bulk: 2 } as const

/** Said with the commit: whoever runs a pump hears that there is something for it. */
const wake = "pg_notify('baton_news', '')"

/** Makes contacts dirty: the pump looks at them after the commit. */
export async function contactNews(
  db: Db,
  news: { contactId: string; lane?: keyof typeof lanes; cause: string; eventIds?: string[] }[],
  now: Date,
): Promise<void> {
  if (news.length === 0) return
  const rows = news.map(({ contactId, lane, cause, eventIds }) => ({
    ...{ id: uuidv7(now), contact_id: contactId, lane: lanes[lane ?? 'ordinary'], cause },
    event_ids: eventIds ?? [],
  }))
  // One parameter however many they are: an import that is undone is news of all whom it brought.
  await sql`
    insert into news (id, contact_id, lane, cause, event_ids, at)
    select id, contact_id, lane, cause, event_ids, ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, contact_id uuid, lane int, cause text, event_ids uuid[])`.execute(db)
  withCommit(db, wake)
}

/** News of people of several workspaces: for the engine, whose transaction has no workspace. */
export async function newsAcross(
  db: Db,
  news: readonly { workspaceId: number; contactId: string; cause: string; eventIds: string[] }[],
  now: Date,
): Promise<void> {
  if (news.length === 0) return
  const rows = news.map((it) => ({ ...it, id: uuidv7(now) }))
  // One text however many they are, so that its plan can be kept.
  await sql`
    insert into news (workspace_id, id, contact_id, lane, cause, event_ids, at)
    select n."workspaceId", n.id, n."contactId", ${lanes.ordinary}, n.cause, n."eventIds", ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n ("workspaceId" int, id uuid, "contactId" uuid, cause text, "eventIds" uuid[])`.execute(db)
  withCommit(db, wake)
}

/** When the pump has to look at a contact again for a reason of this kind; a later call moves it. */
export async function setClock(db: Db, contactId: string, kind: string, at: Date): Promise<void> {
  await db
    .insertInto('pump_clock')
    .values({ contact_id: contactId, kind, at })
    .onConflict((it) => it.columns(['workspace_id', 'contact_id', 'kind']).doUpdateSet({ at }))
    .execute()
}

/** The same for many at once. */
export async function setClocks(
  db: Db,
  kind: string,
  clocks: readonly { contactId: string; at: Date }[],
): Promise<void> {
  if (clocks.length === 0) return
  await sql`
    insert into pump_clock (contact_id, kind, at)
    select n.contact_id, ${kind}, n.at
    from unnest(${clocks.map((it) => it.contactId)}::uuid[], ${clocks.map((it) => it.at)}::timestamptz[]) as n (contact_id, at)
    on conflict (workspace_id, contact_id, kind) do update set at = excluded.at where pump_clock.at <> excluded.at`.execute(
    db,
  )
}

/** Clocks of a kind as a query of `contact_id` and `at` gives them: set, moved, or stopped where it gives none. */
export async function keepClocks(db: Db, kind: string, wanted: RawBuilder<unknown>): Promise<void> {
  await sql`
    with wanted as materialized (${wanted}), kept as (
      insert into pump_clock (contact_id, kind, at) select contact_id, ${kind}, at from wanted where at is not null
      on conflict (workspace_id, contact_id, kind) do update set at = excluded.at where pump_clock.at <> excluded.at
    )
    delete from pump_clock p using wanted w where w.at is null and p.contact_id = w.contact_id and p.kind = ${kind}`.execute(
    db,
  )
}
