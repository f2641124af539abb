import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { monthAfter, monthOf, nextToFreeze, spanOf } from './month.ts'
import { firmOf, freezeMonth } from './store.ts'

/** Nobody waits for it, and a firm of many years counts long. */
const statementTimeoutMs = 600_000

/**
 * Freezes the month of each firm whose 15th has come, once; one month in one transaction, so that a kill leaves none half and
 * all its numbers are of one instant. What one firm meets with holds no other up.
 */
export const freezeJob: Job = {
  name: 'months',
  everyMs: 60_000,
  run: async (context: JobContext) => {
    const { database, clock } = context
    const now = clock.now()
    const due = await database.engine((db) =>
      db.selectFrom('month_clock').select('workspace_id').where('at', '<=', now).execute(),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId }) =>
      database
        .tenant(
          {
            ...{ workspaceId, actor: 'engine', now, operation: { kind: 'month', label: 'Month frozen' } },
            ...{ snapshot: true, statementTimeoutMs },
          },
          (db) => freezeNext(db, now),
        )
        .catch((error: unknown) => {
          if (!isOvertaken(error)) throw error
        }),
    )
  },
}

/** Another process froze it in the same moment. */
const isOvertaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === '40001'

async function freezeNext(db: Db, now: Date): Promise<void> {
  const held = await db
    .selectFrom('month_clock')
    .select('month')
    .where('at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!held) return
  const { zone, currency, createdAt } = await firmOf(db)
  // Before the firm was here there is nothing to freeze.
  const born = monthOf(createdAt, zone)
  const isHere = held.month >= born
  if (isHere) await freezeMonth(db, held.month, { zone, currency }, now)
  const next = isHere ? monthAfter(held.month, zone) : born
  await db
    .updateTable('month_clock')
    .set({ month: next, at: spanOf(next, zone).freezesAt })
    .execute()
  topicChanged(db, 'months')
}

export async function makeMonthClock(db: Db, now: Date): Promise<void> {
  const { zone } = await firmOf(db)
  const month = nextToFreeze(now, zone)
  await db
    .insertInto('month_clock')
    .values({ month, at: spanOf(month, zone).freezesAt })
    .execute()
}
