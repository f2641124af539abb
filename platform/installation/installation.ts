import { readFile, stat } from 'node:fs/promises'
import os from 'node:os'
import { type RawBuilder, sql, type Updateable } from 'kysely'
import pg from 'pg'
import type { Clock } from '#platform/clock'
import type { Database, Db, Tables } from '#platform/db'

/**
 * Where a database lives. The embedded one lies in the data folder: its device and inode and the machine's id, of which a
 * plain copy differs in at least one. One at DATABASE_URL serves any number of machines and folders, so it is judged by
 * itself: the server, the database on it, and the address it is called by, which alone tells a server from its snapshot.
 */
async function placeOf(database: Database, dataFolder: string): Promise<{ place: string; why: string }> {
  const config = database.connectionConfig('owner')
  if (config.connectionString) {
    const { host, port } = new pg.Client(config)
    const { rows } = await database.engine((db) =>
      sql<{ system: string; oid: number; name: string }>`
        select (pg_control_system()).system_identifier::text as system, d.oid::int8 as oid, d.datname as name
        from pg_database d where d.datname = current_database()`.execute(db),
    )
    const { system, oid, name } = rows[0]!
    return {
      place: `server ${system}:${oid}:${name}@${host}:${port}`,
      why: `This looks like a copy: it never ran in the database ${name} at ${host}:${port}.`,
    }
  }
  const { dev, ino } = await stat(dataFolder)
  const machine = await readFile('/etc/machine-id', 'utf8').catch(() => os.hostname())
  return {
    place: `${machine.trim()}:${dev}:${ino}`,
    why: 'This looks like a copy: the data folder or the machine is not the one it last ran on.',
  }
}

/**
 * Compares the place with those this database is known to run in. Another one makes the installation silent (no mail, no
 * outgoing call) until `confirmInstallation`. The first run is never silent.
 */
export async function recognise(
  database: Database,
  dataFolder: string,
  clock: Clock,
): Promise<{ silent: string | null }> {
  const { place, why } = await placeOf(database, dataFolder)
  return database.engine(async (db) => {
    await db
      .insertInto('installation')
      .values({ id: 1, places: [place], created_at: clock.now() })
      .onConflict((it) => it.column('id').doNothing())
      .execute()
    const known = await db
      .selectFrom('installation')
      .selectAll()
      .where('id', '=', 1)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (known.places.includes(place)) return { silent: known.silent_reason }
    // Who comes while it is silent waits for the same confirmation. A copy forgets where its original runs.
    const reason = known.silent_reason ?? why
    await set(db, {
      silent_since: known.silent_since ?? clock.now(),
      silent_reason: reason,
      places: known.silent_since ? [...known.places, place] : [place],
    })
    return { silent: reason }
  })
}

/** Makes the installation silent, as after a restore; also one that has never run. */
export async function silence(database: Database, reason: string, clock: Clock): Promise<void> {
  const now = clock.now()
  const silent = { silent_since: now, silent_reason: reason, places: [] }
  await database.engine(async (db) => {
    await db
      .insertInto('installation')
      .values({ id: 1, created_at: now, ...silent })
      .onConflict((it) => it.column('id').doUpdateSet(silent))
      .execute()
  })
}

/** An administrator says: this is the one that may write to people, from here and from where it was opened meanwhile. */
export async function confirmInstallation(database: Database, dataFolder: string): Promise<void> {
  const { place } = await placeOf(database, dataFolder)
  await database.engine((db) =>
    set(db, {
      silent_since: null,
      silent_reason: null,
      places: sql<string[]>`array_append(array_remove(places, ${place}), ${place})`,
    }),
  )
}

/** Since when and why nothing leaves, for the members of a firm. */
export async function silenceOf(db: Db): Promise<{ silentSince: Date | null; silentReason: string | null }> {
  const { rows } = await sql<{
    silent_since: Date | null
    silent_reason: string | null
  }>`select * from installation_state()`.execute(db)
  return { silentSince: rows[0]?.silent_since ?? null, silentReason: rows[0]?.silent_reason ?? null }
}

/** Whether nothing may leave, as the current transaction sees it. */
export async function isSilent(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    silent: boolean
  }>`select silent_since is not null as silent from installation`.execute(db)
  return rows[0]?.silent ?? false
}

const set = (db: Db, values: Updateable<Tables['installation']> | { places: RawBuilder<string[]> }) =>
  db.updateTable('installation').set(values).where('id', '=', 1).execute()
