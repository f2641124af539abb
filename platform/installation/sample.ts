import { type RawBuilder, sql, type Updateable } from 'kysely'
import { type Clock, uuidv7 } from '#platform/clock'
import type { Database, Db, Tables } from '#platform/db'

/** A workspace that Baton fills by itself to be looked at. */
export type SampleFirm = {
  workspaceId: number
  state: 'wanted' | 'building' | 'ready' | 'removing' | 'failed'
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

/** A firm in one's hands; `again`: its making began before. */
export type TakenSample = SampleFirm & { again: boolean; token: string }

/** What breaks off so often is given up. */
const mostTries = 3
/** A process that was killed has its work taken over after this time; one that lives says so a few times in it. */
const leaseMs = 20_000
export const sampleBeatMs = leaseMs / 4

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

export const sampleIsRemoved =
  'Your sample firm is still being removed. Ask for a new one in a moment, when it is gone.'

/**
 * Puts a number of a workspace aside for a sample firm; whoever makes such firms fills it. One a person: asked again, also at
 * the same moment, it is the one they have, and one that was given up is tried anew. Refused while theirs is removed.
 */
export async function wantSample(database: Database, it: Wanted, now: Date): Promise<number> {
  const fresh = await database.auth(async (db) => {
    const { rows } = await sql<{ id: number }>`select nextval('workspace_seq')::int as id`.execute(db)
    return rows[0]!.id
  })
  return database.engine(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sample firm ${it.userId}`}, 0))`.execute(db)
    const there = await db
      .selectFrom('sample_firm')
      .select(['workspace_id', 'state'])
      .where('user_id', '=', it.userId)
      .executeTakeFirst()
    if (there?.state === 'removing') throw new Error(sampleIsRemoved)
    if (there?.state === 'failed')
      await db
        .updateTable('sample_firm')
        .set({ state: 'building', tries: 0 })
        .where('workspace_id', '=', there.workspace_id)
        .execute()
    if (there) return there.workspace_id
    await db
      .insertInto('sample_firm')
      .values({
        workspace_id: fresh,
        state: 'wanted',
        seed: it.seed,
        months: it.months,
        user_id: it.userId,
        member_name: it.memberName,
        member_email: it.memberEmail,
        done: 0,
        total: 0,
        tries: 0,
        asked_at: now,
      })
      .execute()
    return fresh
  })
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

/**
 * Takes a firm that has to be made or removed, also one whose maker was killed; `again`: begun before. Whoever takes it holds
 * it by a token, as long as they renew the lease.
 */
export async function takeSample(
  database: Database,
  clock: Clock,
  what: 'building' | 'removing',
  workspaceId?: number,
): Promise<TakenSample | undefined> {
  const now = clock.now()
  return database.engine(async (db) => {
    const found = await db
      .selectFrom('sample_firm')
      .select([...columns, 'tries'])
      .where('state', 'in', what === 'building' ? ['wanted', 'building'] : ['removing'])
      .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
      .$if(workspaceId !== undefined, (it) => it.where('workspace_id', '=', workspaceId!))
      .orderBy('workspace_id')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!found) return undefined
    const { tries, ...firm } = found
    const token = uuidv7(now)
    const isGivenUp = what === 'building' && tries >= mostTries
    await db
      .updateTable('sample_firm')
      .set(
        isGivenUp
          ? { state: 'failed', lease_until: null, taken_by: null }
          : { state: what, lease_until: leaseFrom(now), taken_by: token, tries: tries + 1 },
      )
      .where('workspace_id', '=', firm.workspaceId)
      .execute()
    return isGivenUp ? undefined : { ...firm, token, again: firm.state === 'building' }
  })
}

/** Keeps the lease, and says how far it is. Throws when somebody else has the firm by now, or it is to go. */
export const sampleProgress = (
  database: Database,
  firm: TakenSample,
  far: { done?: number; total?: number },
  now: Date,
): Promise<void> => setHeld(database, firm, { ...far, lease_until: leaseFrom(now) })

/** From now on the engine treats it as any firm, and its owner may remove it. */
export const sampleReady = (database: Database, firm: TakenSample): Promise<void> =>
  setHeld(database, firm, { state: 'ready', lease_until: null, taken_by: null })

/** Its maker is stopped in order: the next process begins anew, and it is no failed try. */
export const sampleLeft = (database: Database, firm: TakenSample): Promise<void> =>
  setHeld(database, firm, { lease_until: null, taken_by: null, tries: sql<number>`tries - 1` })

/** Nothing of it is left. */
export const sampleGone = (database: Database, workspaceId: number): Promise<unknown> =>
  database.engine((db) => db.deleteFrom('sample_firm').where('workspace_id', '=', workspaceId).execute())

/**
 * Inside the workspace: from now on nobody works on it but who removes it. False for what is no sample, or still being made
 * by a living process.
 */
export async function sampleGoes(db: Db, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sample_firm')
    .set({ state: 'removing', lease_until: null, taken_by: null })
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

const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMs)

async function setHeld(
  database: Database,
  { workspaceId, token }: TakenSample,
  values: Updateable<Tables['sample_firm']> | { tries: RawBuilder<number> },
): Promise<void> {
  const { numUpdatedRows } = await database.engine((db) =>
    db
      .updateTable('sample_firm')
      .set(values)
      .where('workspace_id', '=', workspaceId)
      .where('state', '=', 'building')
      .where('taken_by', '=', token)
      .executeTakeFirst(),
  )
  if (Number(numUpdatedRows) === 0)
    throw new Error(`Sample firm ${workspaceId} is no longer ours to make: it was taken over, or is to go`)
}
