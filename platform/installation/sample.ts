import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Database, Db } from '#platform/db'

/** A workspace that Baton fills by itself to be looked at. */
export type SampleFirm = {
  workspaceId: number
  state: 'wanted' | 'building' | 'ready' | 'removing'
  seed: number
  months: number
  /** For whom it is made: they become its owner when it is ready. */
  userId: string
  memberName: string
  memberEmail: string
  /** Days played, of how many. */
  done: number
  total: number
}
type Wanted = Omit<SampleFirm, 'state' | 'done' | 'total' | 'workspaceId'>

/** A process that was killed has its work taken over after this time. */
const leaseMs = 20_000

const columns = [
  'workspace_id as workspaceId',
  'state',
  'seed',
  'months',
  'user_id as userId',
  'member_name as memberName',
  'member_email as memberEmail',
  'done',
  'total',
] as const

/** Puts a number of a workspace aside for a sample firm; whoever makes such firms fills it. */
export async function wantSample(database: Database, it: Wanted, now: Date): Promise<number> {
  const workspaceId = await database.auth(async (db) => {
    const { rows } = await sql<{ id: number }>`select nextval('workspace_seq')::int as id`.execute(db)
    return rows[0]!.id
  })
  await database.engine((db) =>
    db
      .insertInto('sample_firm')
      .values({
        workspace_id: workspaceId,
        state: 'wanted',
        seed: it.seed,
        months: it.months,
        user_id: it.userId,
        member_name: it.memberName,
        member_email: it.memberEmail,
        done: 0,
        total: 0,
        asked_at: now,
      })
      .execute(),
  )
  return workspaceId
}

/** Sample firms of the installation, or of one person. */
export const sampleFirms = (database: Database, userId?: string): Promise<SampleFirm[]> =>
  database.engine((db) =>
    db
      .selectFrom('sample_firm')
      .select(columns)
      .$if(userId !== undefined, (it) => it.where('user_id', '=', userId!))
      .orderBy('workspace_id')
      .execute(),
  )

/** Takes a firm that has to be made or removed, also one whose maker was killed; `again`: begun before. */
export async function takeSample(
  database: Database,
  clock: Clock,
  what: 'building' | 'removing',
  workspaceId?: number,
): Promise<(SampleFirm & { again: boolean }) | undefined> {
  const now = clock.now()
  return database.engine(async (db) => {
    const found = await db
      .selectFrom('sample_firm')
      .select(columns)
      .where('state', 'in', what === 'building' ? ['wanted', 'building'] : ['removing'])
      .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
      .$if(workspaceId !== undefined, (it) => it.where('workspace_id', '=', workspaceId!))
      .orderBy('workspace_id')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!found) return undefined
    await set(db, found.workspaceId, { state: what, lease_until: leaseFrom(now) })
    return { ...found, again: found.state === 'building' }
  })
}

/** How far it is; keeps the lease. */
export const sampleProgress = (
  database: Database,
  workspaceId: number,
  { done, total }: { done: number; total: number },
  now: Date,
): Promise<void> =>
  database.engine((db) => set(db, workspaceId, { done, total, lease_until: leaseFrom(now) }))

/** From now on the engine treats it as any firm, and its owner may remove it. */
export const sampleReady = (database: Database, workspaceId: number): Promise<void> =>
  database.engine((db) => set(db, workspaceId, { state: 'ready', lease_until: null }))

/**
 * Inside the workspace: from now on nobody works on it but who removes it. False for what is no sample, or still being made
 * by a living process.
 */
export async function sampleGoes(db: Db, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sample_firm')
    .set({ state: 'removing', lease_until: null })
    .where((or) =>
      or.or([
        or('state', 'in', ['ready', 'removing']),
        or('lease_until', 'is', null),
        or('lease_until', '<=', now),
      ]),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Workspaces from which nothing may leave, as the engine sees it. */
export async function samplesIn(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('sample_firm').select('workspace_id').execute()
  return rows.map((row) => row.workspace_id)
}

/** Those that are being made or removed: the engine sees nothing of them, and takes nothing in for them. */
export async function samplesPutAside(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('sample_firm')
    .select('workspace_id')
    .where('state', '<>', 'ready')
    .execute()
  return rows.map((row) => row.workspace_id)
}

const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMs)

async function set(
  db: Db,
  workspaceId: number,
  values: { state?: SampleFirm['state']; lease_until: Date | null; done?: number; total?: number },
): Promise<void> {
  await db.updateTable('sample_firm').set(values).where('workspace_id', '=', workspaceId).execute()
}
