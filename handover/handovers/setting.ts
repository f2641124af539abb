import type { OwnReason, Terms } from '#handover/agreed/contract'
import { termsShape } from '#handover/agreed/contract'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { DEFAULT_ATTEMPTS, DEFAULT_PROMISES } from './clocks.ts'

/** The terms both sides work under, and the agreement they were signed in; null: settings that nobody signed. */
export type Seam = Terms
export interface SeamInForce extends Seam {
  version: number
  agreement: number | null
  fromAt: Date | null
}

export const defaultSeam: Seam = {
  ...DEFAULT_PROMISES,
  attempts: DEFAULT_ATTEMPTS,
  verdictDays: 3,
  keptPerMonth: null,
  weekly: [],
  ownReasons: [],
}

const inForce = (db: Db) =>
  db
    .selectFrom('seam_setting')
    .select(['id', 'version', 'content', 'agreement', 'from_at'])
    .where('to_at', 'is', null)

export async function seamInForce(db: Db): Promise<SeamInForce> {
  const row = await inForce(db).executeTakeFirst()
  return row
    ? {
        ...termsShape.parse(row.content),
        version: row.version,
        agreement: row.agreement,
        fromAt: row.from_at,
      }
    : { ...defaultSeam, version: 0, agreement: null, fromAt: null }
}

/** Ends the version in force and begins the next; what was offered before keeps its clocks. */
export async function saveSeam(
  db: Db,
  seam: Seam,
  it: { by: string; agreement: number | null },
  now: Date,
): Promise<number> {
  const current = await inForce(db).forUpdate().executeTakeFirst()
  if (current) await db.updateTable('seam_setting').set({ to_at: now }).where('id', '=', current.id).execute()
  const version = (current?.version ?? 0) + 1
  await db
    .insertInto('seam_setting')
    .values({
      id: uuidv7(now),
      version,
      content: JSON.stringify(seam),
      agreement: it.agreement,
      from_at: now,
      created_by: it.by,
    })
    .execute()
  return version
}

/** A reason that was offered once is retired, never removed; two of one name could not be told apart. */
export function checkReasons(before: readonly OwnReason[], after: readonly OwnReason[]): void {
  const codes = new Set(after.map(({ code }) => code))
  const gone = before.find(({ code }) => !codes.has(code))
  if (gone)
    throw invalid(
      'reason_removed',
      `“${gone.label}” was offered already. Retire it instead of removing it.`,
      {
        fields: { ownReasons: 'Retire what was offered' },
      },
    )
  const offered = after.filter(({ retired }) => !retired).map(({ label }) => label.toLowerCase())
  if (codes.size < after.length || new Set(offered).size < offered.length)
    throw invalid('reason_twice', 'Two reasons have the same name.', {
      fields: { ownReasons: 'Give each a name of its own' },
    })
}

/** Names of the firm's own reasons, also of those that are retired, by their code. */
export async function ownReasonLabels(db: Db): Promise<{ code: string; label: string }[]> {
  const { ownReasons } = await seamInForce(db)
  return ownReasons.map(({ code, label }) => ({ code, label }))
}

export async function makeDefaultSeamSetting(db: Db, now: Date): Promise<void> {
  await saveSeam(db, defaultSeam, { by: 'engine', agreement: null }, now)
}
