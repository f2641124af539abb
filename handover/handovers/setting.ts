import { z } from 'zod'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { DEFAULT_ATTEMPTS, DEFAULT_PROMISES } from './clocks.ts'
import { REASON_LIST_VERSION } from './reasons.ts'

const minutes = z.number().int().min(5).max(10_000)
const byLane = <T extends z.ZodType>(of: T) => z.object({ asked: of, earned: of })
/** The terms both sides work under: business minutes to answer and attempt, working days to decide. */
export const seamShape = z.object({
  answerMinutes: byLane(minutes),
  attemptMinutes: byLane(minutes),
  decisionDays: byLane(z.number().int().min(1).max(250)),
  /** Before "no answer" may be said. */
  attempts: z.object({
    days: z.number().int().min(1).max(30),
    channels: z.number().int().min(1).max(5),
    hoursApart: z.number().int().min(0).max(40),
  }),
  reasonList: z.number().int().min(1),
})
export type Seam = z.infer<typeof seamShape>

export const defaultSeam: Seam = {
  ...DEFAULT_PROMISES,
  attempts: DEFAULT_ATTEMPTS,
  reasonList: REASON_LIST_VERSION,
}

const inForce = (db: Db) =>
  db.selectFrom('seam_setting').select(['id', 'version', 'content', 'from_at']).where('to_at', 'is', null)

export async function seamInForce(db: Db): Promise<Seam & { version: number; fromAt: Date | null }> {
  const row = await inForce(db).executeTakeFirst()
  return row
    ? { ...seamShape.parse(row.content), version: row.version, fromAt: row.from_at }
    : { ...defaultSeam, version: 0, fromAt: null }
}

/** Ends the version in force and begins the next; what was offered before keeps its clocks. */
export async function saveSeam(db: Db, seam: Seam, by: string, now: Date): Promise<number> {
  const current = await inForce(db).forUpdate().executeTakeFirst()
  if (current) await db.updateTable('seam_setting').set({ to_at: now }).where('id', '=', current.id).execute()
  const version = (current?.version ?? 0) + 1
  await db
    .insertInto('seam_setting')
    .values({ id: uuidv7(now), version, content: JSON.stringify(seam), from_at: now, created_by: by })
    .execute()
  return version
}

export async function makeDefaultSeamSetting(db: Db, now: Date): Promise<void> {
  await saveSeam(db, defaultSeam, 'engine', now)
}
