import { readFile, stat } from 'node:fs/promises'
import os from 'node:os'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Database, Db } from '#platform/db'

/** Device and inode of the data folder and the machine's id: a plain copy of the folder differs in at least one. */
async function fingerprintOf(dataFolder: string): Promise<string> {
  const { dev, ino } = await stat(dataFolder)
  const machine = await readFile('/etc/machine-id', 'utf8').catch(() => os.hostname())
  return `${machine.trim()}:${dev}:${ino}`
}

/**
 * Compares the folder with the one this database last ran in. A difference makes the installation silent (no mail,
 * no outgoing call) until `confirmInstallation`. The first run is never silent.
 */
export async function recognise(
  database: Database,
  dataFolder: string,
  clock: Clock,
): Promise<{ silent: string | null }> {
  const fingerprint = await fingerprintOf(dataFolder)
  return database.engine(async (db) => {
    const known = await db.selectFrom('installation').selectAll().where('id', '=', 1).executeTakeFirst()
    if (!known) {
      await db.insertInto('installation').values({ id: 1, fingerprint, created_at: clock.now() }).execute()
      return { silent: null }
    }
    if (known.fingerprint !== fingerprint && !known.silent_since) {
      const reason = 'This looks like a copy: the data folder or the machine is not the one it last ran on.'
      await set(db, { silent_since: clock.now(), silent_reason: reason })
      return { silent: reason }
    }
    return { silent: known.silent_reason }
  })
}

/** Makes the installation silent, as after a restore; also one that has never run. */
export async function silence(database: Database, reason: string, clock: Clock): Promise<void> {
  const now = clock.now()
  const silent = { silent_since: now, silent_reason: reason }
  await database.engine(async (db) => {
    await db
      .insertInto('installation')
      .values({ id: 1, fingerprint: 'restored', created_at: now, ...silent })
      .onConflict((it) => it.column('id').doUpdateSet(silent))
      .execute()
  })
}

/** An administrator says: this is the one that may write to people. */
export async function confirmInstallation(database: Database, dataFolder: string): Promise<void> {
  const fingerprint = await fingerprintOf(dataFolder)
  await database.engine((db) => set(db, { silent_since: null, silent_reason: null, fingerprint }))
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

async function set(
  db: Db,
  values: { silent_since: Date | null; silent_reason: string | null; fingerprint?: string },
) {
  await db.updateTable('installation').set(values).where('id', '=', 1).execute()
}
