import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'

const mostOfFirm = 100
const ends = ['accepted', 'rejected', 'bounced', 'expired', 'unknown'] as const

/**
 * Tells whoever wrote a personal letter what became of it. The mark that it was told and what follows from it are one
 * transaction: a process killed in between tells again, and nothing is told twice.
 */
export const tellOfLetters: Job = {
  name: 'letters told',
  everyMs: 2_000,
  run: async (context) => {
    const { rows: due } = await context.database.engine((db) =>
      sql<{ workspace_id: number; id: string }>`
        select workspace_id, id from (
          select workspace_id, id, finished_at, row_number() over (partition by workspace_id order by finished_at) as turn
          from letter where personal and told_at is null and state = any(${ends}::text[])) waiting
        where turn <= ${mostOfFirm} order by turn, finished_at`.execute(db),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId, id }) => {
      const now = context.clock.now()
      return context.database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'letters', label: 'Mail sent' } },
        (db) => tell(db, id, now, context),
      )
    })
  },
}

async function tell(db: Db, id: string, now: Date, { registry }: JobContext): Promise<void> {
  const letter = await db
    .updateTable('letter')
    .set({ told_at: now })
    .where('id', '=', id)
    .where('told_at', 'is', null)
    .where('state', 'in', ends)
    .returning(['id', 'kind', 'state', 'finished_at', 'bounced_at', 'last_reply'])
    .executeTakeFirst()
  if (!letter) return
  const at = letter.bounced_at ?? letter.finished_at ?? now
  const state = letter.state as (typeof ends)[number]
  for (const end of registry.letterEnds)
    if (end.kind === letter.kind)
      await end.ended(db, { id, state, at, reply: letter.last_reply }, { now, registry })
}

/**
 * A letter came back: it has reached nobody, whatever the mail server said when it took it. The report may be here before
 * that was heard, and of a letter that is to be tried once more because its connection broke.
 */
export async function letterBounced(
  db: Db,
  id: string,
  { reply, now }: { reply: string; now: Date },
): Promise<boolean> {
  const bounced = await db
    .updateTable('letter')
    .set((it) => ({
      ...{ state: 'bounced', bounced_at: now, last_reply: reply.slice(0, 1000), told_at: null },
      ...{ finished_at: it.fn.coalesce('finished_at', it.val(now)), lease_until: null },
    }))
    .where('id', '=', id)
    .where((it) =>
      it.or([
        it('state', 'in', ['sending', 'unknown', 'accepted']),
        it.and([it('state', '=', 'queued'), it('attempts', '>', 0)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  return bounced !== undefined
}
