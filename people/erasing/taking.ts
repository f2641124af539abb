import { sql } from 'kysely'
import { rememberErased } from '#people/erased'
import { type Clock, uuidv7 } from '#platform/clock'
import { type Database, isOutage } from '#platform/db'
import { hide } from './asking.ts'
import { type Ask, readCatalog } from './catalog.ts'
import { type Entry, listIn, nameOf, noteOnList, readList } from './list.ts'
import { eraseFrom } from './walking.ts'
import { personOf } from './whom.ts'

type Here = { database: Database; clock: Clock; dataFolder: string }
type Due = Entry & { operationId: string | null }

const atOnce = 20

/** Those who are to be taken out: who asked for it before whom the bin lets go, and the oldest first. */
const dueErasures = (database: Database, failed: readonly string[]): Promise<Due[]> =>
  database.engine((db) =>
    db
      .selectFrom('erasure')
      .select(['workspace_id as workspace', 'id', 'contact_ids as contacts', 'key_hashes as keys', 'cause'])
      .select(['asked_at as at', 'operation_id as operationId'])
      .where('state', '=', 'asked')
      .where(sql<boolean>`id <> all (${failed}::uuid[])`)
      .orderBy(sql`cause = 'bin'`)
      .orderBy('asked_at')
      .limit(atOnce)
      .execute(),
  )

/**
 * Takes out whoever is to be erased; says whom, and why others could not be: one who can't be taken out holds up nobody else.
 * First they are on the list that a restore does not replace.
 */
export async function takeErasures({
  database,
  clock,
  dataFolder,
}: Here): Promise<{ taken: Due[]; failed: unknown[] }> {
  const taken: Due[] = []
  const failed = new Map<string, unknown>()
  for (;;) {
    const due = await dueErasures(database, [...failed.keys()])
    if (due.length === 0) return { taken, failed: [...failed.values()] }
    for (const it of due) {
      const { operationId: _, ...entry } = it
      await noteOnList(listIn(dataFolder), [entry])
      try {
        await takeOut(database, it, clock.now())
        taken.push(it)
      } catch (error) {
        if (isOutage(error)) throw error
        failed.set(it.id, error)
      }
    }
  }
}

/** One transaction: all of them is out, or nothing is and it begins anew. */
async function takeOut(database: Database, it: Due, now: Date): Promise<void> {
  const operationId = uuidv7(now)
  await database.owner(async (client) => {
    const ask: Ask = async <T>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as T[]
    await client.query('begin')
    try {
      await client.query(
        `set local baton.workspace = '${it.workspace}'; set local baton.actor = 'engine';
         set local baton.now = '${now.toISOString()}'; set local baton.operation = '${operationId}';
         set local baton.operation_kind = 'erasing.take'; set local baton.operation_label = 'A person erased'`,
      )
      const [held] = await ask(
        `select 1 from erasure where workspace_id = $1 and id = $2 and state = 'asked' for update`,
        [it.workspace, it.id],
      )
      if (held) {
        const catalog = await readCatalog(ask)
        const person = await personOf(ask, catalog, {
          ...{ workspaceId: it.workspace, ids: it.contacts, deep: true },
        })
        const counts = await eraseFrom(ask, catalog, person, { operationId, askedIn: it.operationId, now })
        await ask(
          `update erasure set state = 'done', done_at = $3::timestamptz, counts = $4 where workspace_id = $1 and id = $2`,
          [it.workspace, it.id, now, JSON.stringify(counts)],
        )
        // Whoever listens hears that they are gone, by id alone.
        await ask(
          `insert into change_news (workspace_id, operation_id, table_name, row_id, at)
           select $1, $2::uuid, 'contact', c, $4::timestamptz from unnest($3::uuid[]) c
           where $2::uuid is not null and exists (select from change_listener where workspace_id = $1 and listens)
           on conflict do nothing`,
          [it.workspace, it.operationId, it.contacts.slice(0, 1), now],
        )
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined) // of a connection that is gone, the database does it
      throw error
    }
  })
}

/**
 * Holds the database against the list: who was erased and is in it again, as after a restore, is to be erased again; who was
 * erased and is not on the list, as after a move to an empty folder, is put on it.
 */
export async function heldAgainstList(here: Here): Promise<{ again: number }> {
  const { database, clock, dataFolder } = here
  const file = listIn(dataFolder)
  const [listed, known] = [await readList(file), await knownErasures(database)]
  const names = new Set(listed.map(nameOf))
  const unlisted = known.filter((it) => !names.has(nameOf(it)))
  if (unlisted.length > 0) await noteOnList(file, unlisted)
  const kept = new Set(known.map(nameOf))
  let again = 0
  for (const it of listed) if (!kept.has(nameOf(it)) && (await askAgain(database, it, clock.now()))) again++
  return { again }
}

/**
 * Who was erased from one firm is erased as well from another that was made of its file: the file is older than their erasure.
 * They are known by their ids.
 */
export async function erasedInFirm(
  here: Here,
  listed: readonly Entry[],
  workspaceId: number,
): Promise<{ again: number }> {
  const { database, clock } = here
  const now = clock.now()
  const contacts = [...new Set(listed.flatMap((it) => it.contacts))]
  const there = await database.tenant({ workspaceId, actor: 'engine', now }, async (db) => {
    const rows = await db
      .selectFrom('contact')
      .select('id')
      .where(sql<boolean>`id = any(${contacts}::uuid[])`)
      .where(sql<boolean>`not exists (select from erasure e where contact.id = any (e.contact_ids))`)
      .execute()
    return new Set(rows.map(({ id }) => id))
  })
  let again = 0
  for (const it of listed) {
    if (!it.contacts.some((id) => there.has(id))) continue
    if (await askAgain(database, { ...it, workspace: workspaceId }, now)) again++
  }
  await takeErasures({ ...here, database: database.within(workspaceId) })
  return { again }
}

const knownErasures = (database: Database): Promise<Entry[]> =>
  database.engine((db) =>
    db
      .selectFrom('erasure')
      .select(['workspace_id as workspace', 'id', 'contact_ids as contacts', 'key_hashes as keys', 'cause'])
      .select('asked_at as at')
      .execute(),
  )

/** False of a firm that is not here. */
const askAgain = (database: Database, it: Entry, now: Date): Promise<boolean> =>
  database.tenant(
    {
      workspaceId: it.workspace,
      actor: 'engine',
      now,
      operation: { kind: 'erasing.again', label: 'Erased again after a restore' },
    },
    async (db) => {
      if (!(await db.selectFrom('workspace').select('id').executeTakeFirst())) return false
      await db
        .insertInto('erasure')
        .values({
          id: it.id,
          contact_ids: it.contacts,
          key_hashes: it.keys,
          cause: it.cause,
          state: 'asked',
          actor: 'engine',
          counts: '{}',
          asked_at: it.at,
        })
        .onConflict((on) => on.columns(['workspace_id', 'id']).doNothing())
        .execute()
      await rememberErased(db, { erasureId: it.id, hashes: it.keys }, now)
      await hide(db, it.contacts, now)
      return true
    },
  )
