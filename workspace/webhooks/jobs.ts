import { sql } from 'kysely'
import { type Db, firmsWithNews, inSteps, mostForgotten } from '#platform/db'
import { callOut } from '#platform/egress'
import { topicChanged } from '#platform/http'
import { isSilent, samplesIn } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { type Tried, verdictOn } from './attempt.ts'
import { attempt, type Call, type Taken, take } from './sending.ts'
import { noteAttempt, switchOffIfHopeless } from './settling.ts'
import { writeMessages } from './telling.ts'

const firmsAtOnce = 8
/** Of writing for one firm, before the others are looked after. */
const mostTurns = 20
/** So long a firm is sent for before the others are looked after; whose receivers hang has no further turn. */
const patienceMs = 2_000
const statementTimeoutMs = 60_000
const keptMs = 30 * 86_400_000
const hourMs = 3_600_000

/** Writes messages of what changed, and brings them to the programs that listen (Standard Webhooks). */
export const deliveries = (call: Call = callOut): Job => ({
  name: 'webhooks',
  everyMs: 1000,
  run: async (context) => {
    const { database, clock } = context
    const { firms, silent, samples } = await database.engine(async (db) => {
      const { rows } = await sql<{ id: number }>`
        select distinct workspace_id as id from webhook_message where state = 'waiting' and next_at <= ${clock.now()}`.execute(
        db,
      )
      const firms = [...new Set([...rows.map(({ id }) => id), ...(await firmsWithNews(db))])]
      if (firms.length === 0) return { firms, silent: true, samples: [] }
      return { firms, silent: await isSilent(db), samples: await samplesIn(db) }
    })
    await eachFirm(
      context,
      firms.map((id) => ({ workspace_id: id })),
      async ({ workspace_id: id }) => {
        await write(context, id)
        if (samples.includes(id)) await keepOf(context, id)
        else if (!silent) await sendOf(context, id, call)
      },
      { atOnce: firmsAtOnce },
    )
  },
})

const inside = <T>(context: JobContext, workspaceId: number, fn: (db: Db, now: Date) => Promise<T>) => {
  const now = context.clock.now()
  const operation = { kind: 'webhooks', label: 'Webhook switched off' }
  return context.database.tenant({ workspaceId, actor: 'engine', now, operation, statementTimeoutMs }, (db) =>
    fn(db, now),
  )
}

async function write(context: JobContext, workspaceId: number): Promise<void> {
  for (let turn = 0; turn < mostTurns && !context.signal.aborted; turn++) {
    const taken = await inside(context, workspaceId, async (db, now) => {
      const taken = await writeMessages(db, context.registry.told, now)
      if (taken > 0) topicChanged(db, 'webhooks')
      return taken
    })
    if (taken === 0) return
  }
}

/** In turns, so that a firm with very many doesn't keep the others waiting; each message is noted as soon as it ended. */
async function sendOf(context: JobContext, workspaceId: number, call: Call): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < patienceMs && !context.signal.aborted) {
    const taken = await inside(context, workspaceId, take)
    if (taken.length === 0) return
    const ended = await Promise.allSettled(
      taken.map(async (it) =>
        settle(context, workspaceId, it, await attempt(it, workspaceId, context, call)),
      ),
    )
    const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} webhooks: ${failed[0]}`)
  }
}

async function settle(context: JobContext, workspaceId: number, it: Taken, tried: Tried): Promise<void> {
  await inside(context, workspaceId, async (db, now) => {
    const verdict = verdictOn(tried, it.attempts, now, Math.random())
    await noteAttempt(db, it, tried, verdict, now)
    if (verdict.state !== 'delivered')
      await switchOffIfHopeless(db, it, verdict.state === 'failed' && verdict.gone, now)
    topicChanged(db, 'webhooks')
  })
}

/** From a sample firm nothing goes out; what would have is there to be read. */
const keepOf = (context: JobContext, workspaceId: number): Promise<unknown> =>
  inside(context, workspaceId, (db) =>
    db
      .updateTable('webhook_message')
      .set({ state: 'failed', next_at: null, failure: 'Nothing leaves a sample firm.' })
      .where('state', '=', 'waiting')
      .execute(),
  )

/** What was told is kept for 30 days. */
export const forgetting: Job = {
  name: 'webhooks.forget',
  everyMs: hourMs,
  run: (context) => {
    const old = new Date(context.clock.now().getTime() - keptMs)
    return inSteps(
      context,
      sql`delete from webhook_message m using (
            select workspace_id, id from webhook_message where created_at <= ${old} order by created_at limit ${mostForgotten}) gone
          where m.workspace_id = gone.workspace_id and m.id = gone.id`,
    )
  },
}
