import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { type Hit, hitOf } from './hit.ts'
import { meetVisitor } from './joining.ts'
import { takeHits } from './taking.ts'

const origin = 'https://firm.example'
const title = 'Prices “for” {you}, \\ and "others"'
const visitorId = (n: number) => n.toString(16).padStart(32, '0')

describe('what takes hits in', async () => {
  const w = await world({ pool: 1 })
  const hit = (visitor: string): Hit =>
    hitOf(
      { e: 'page', u: `${origin}/prices`, r: '', t: title },
      { ...{ origin, visitor, workspaceId: w.workspaceId }, at: w.clock.now(), agent: '', sites: [] },
    )!
  /** How many texts have a plan after it, and how many rows were read for it, by table. */
  const take = (...visitors: string[]) => {
    w.clock.advance(60_000)
    return w.database.engine(
      async (db) => {
        await takeHits(db, visitors.map(hit), w.clock.now())
        const { rows: plans } = await sql`select from pg_prepared_statements`.execute(db)
        const { rows: read } = await sql<{ table: string; n: number }>`
          select relname as table, (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables
          where relname in ('visitor', 'identity')`.execute(db)
        return { plans: plans.length, read: Object.fromEntries(read.map(({ table, n }) => [table, n])) }
      },
      { planned: true },
    )
  }
  const [anna, bob, cem] = [1, 2, 3].map((n) => `web:${visitorId(n)}`) as [string, string, string]

  it('asks in the same few texts whatever comes, and goes by keys though nobody had come when plans were made', async () => {
    await take('day:first')
    await take('day:first', anna)
    const { id: contactId } = await w.owner.client.contacts.create({ name: 'Anna' })
    const meet = (n: number) =>
      w.inside((db) =>
        meetVisitor(db, { visitorId: visitorId(n), contactId, proof: 'proven' }, w.clock.now()),
      )
    await meet(1)
    const { plans } = await take(anna)
    await take(bob, cem)
    await meet(2)
    await w.sql(
      `with made as (
         insert into subject (workspace_id, id, kind, created_at)
         select $1, gen_random_uuid(), 'visitor', now() from generate_series(1, 3000) returning id
       ), known as (
         insert into identity (workspace_id, id, subject_id, contact_id, proof, known_at)
         select $1, gen_random_uuid(), id, $2, 'proven', now() from made
       )
       insert into visitor (workspace_id, key, subject_id, last_at, quick, burst_at, burst)
       select $1, 'web:' || id, id, now(), 0, now(), 0 from made`,
      [w.workspaceId, contactId],
    )
    const more = Array.from({ length: 20 }, (_, n) => `day:${n}`)
    const many = await take(anna, bob, cem, 'day:first', ...more)
    expect(plans).toBeGreaterThan(5)
    expect(many.plans).toBe(plans)
    // Each of the four that are known: once to be held, once to be written.
    expect(many.read.visitor).toBeLessThanOrEqual(8)
    expect(many.read.identity).toBeLessThanOrEqual(3)
    const news = await w.sql(
      `select from news where contact_id = $1 and cause = 'visit' and cardinality(event_ids) > 0`,
      [contactId],
    )
    expect(news).toHaveLength(3)
    const told = await w.sql(
      `select count(*)::int as n, data ->> 'title' as title from journal_event where kind = 'page.viewed' group by 2`,
    )
    expect(told).toEqual([{ n: 30, title }])
  })

  it('goes on from what another process wrote of a browser while it was waited for', async () => {
    await take('day:waits')
    await w.database.owner(async (client) => {
      await client.query(`begin; update visitor set burst = 6 where key = 'day:waits'`)
      w.clock.advance(1000)
      const now = w.clock.now()
      await client.query(`update visitor set burst_at = $1 where key = 'day:waits'`, [now])
      const taking = w.database.engine((db) => takeHits(db, [hit('day:waits')], now))
      await expect
        .poll(async () => {
          const { rows } = await client.query(
            `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'baton engine' and datname = current_database()`,
          )
          return rows.length
        })
        .toBe(1)
      await client.query('commit')
      await taking
    })
    expect(await w.sql(`select burst from visitor where key = 'day:waits'`)).toEqual([{ burst: 7 }])
  })
})
