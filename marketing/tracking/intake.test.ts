import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { type Hit, hitOf, readTold } from './hit.ts'
import { makeIntake } from './intake.ts'

const origin = 'https://firm.example'
const at = new Date('2026-03-02T08:00:00Z')
const hit = (workspaceId: number, visitor: string, page: string): Hit => {
  const told = readTold({ e: 'page', u: `${origin}/${page}`, r: '', t: page })!
  return hitOf(told, { origin, workspaceId, visitor, at, agent: 'Firefox', sites: ['firm.example'] })!
}

describe('the intake', async () => {
  const w = await world()
  const stranger = await w.other()
  const counted = async (kind: string) =>
    (await w.sql<{ n: number }>('select count(*)::int as n from journal_event where kind = $1', [kind]))[0]!.n

  it('of two processes at once writes each hit once and begins each visit once, of all firms', async () => {
    const intakes = [makeIntake(w.database, w.clock), makeIntake(w.database, w.clock)]
    const sent: Promise<void>[] = []
    for (let n = 0; n < 600; n++)
      sent.push(
        intakes[n % 2]!.take(
          hit(n % 3 === 0 ? stranger.workspaceId : w.workspaceId, `web:${n % 20}`, `p${n}`),
        )!,
      )
    await Promise.all(sent)
    const pages = await w.sql<{ workspace_id: number; n: number; pages: number }>(
      `select workspace_id, count(*)::int as n, count(distinct data ->> 'page')::int as pages
       from journal_event where kind = 'page.viewed' group by 1 order by 1`,
    )
    const machine = await w.sql<{ n: number }>('select count(*)::int as n from machine_hit')
    expect(pages.reduce((sum, row) => sum + row.n, machine[0]!.n)).toBe(600)
    expect(pages.every((row) => row.n === row.pages)).toBe(true)
    expect(await counted('visit.started')).toBe(40)
    expect(await w.sql(`select from subject where kind = 'visitor'`)).toHaveLength(40)
  })

  it('that is full says so, and loses nothing of what it took', async () => {
    const before = await counted('page.viewed')
    const intake = makeIntake(w.database, w.clock, { most: 50 })
    const blocked = await w.database.owner(async (client) => {
      await client.query('begin; lock table visitor in access exclusive mode')
      const first = intake.take(hit(w.workspaceId, 'web:first', 'first'))!
      await expect
        .poll(async () => {
          const { rows } = await client.query(
            `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'baton engine'`,
          )
          return rows.length
        })
        .toBe(1)
      const waiting = Array.from({ length: 80 }, (_, n) =>
        intake.take(hit(w.workspaceId, `web:flood${n}`, `f${n}`)),
      )
      await client.query('rollback')
      return [first, ...waiting]
    })
    expect(blocked.filter((it) => it === undefined)).toHaveLength(30)
    await Promise.all(blocked)
    expect(await counted('page.viewed')).toBe(before + 51)
  })

  it('is full for the firm whose flood it is, and for no other', async () => {
    const intake = makeIntake(w.database, w.clock, { mostOfOne: 50 })
    const flood = Array.from({ length: 80 }, (_, n) =>
      intake.take(hit(w.workspaceId, `web:one${n}`, `o${n}`)),
    )
    const other = intake.take(hit(stranger.workspaceId, 'web:other', 'other'))
    expect(flood.filter((it) => it === undefined)).toHaveLength(30)
    expect(other).toBeDefined()
    await Promise.all([...flood, other])
  })

  it('saves a firm that waits with few together with the first of a flood', async () => {
    const intake = makeIntake(w.database, w.clock)
    const told: string[] = []
    const of = (workspaceId: number, name: string) => (_: unknown, n: number) =>
      intake.take(hit(workspaceId, `web:${name}${n % 50}`, `${name}${n}`))!.then(() => told.push(name))
    const flood = Array.from({ length: 3000 }, of(w.workspaceId, 'flood'))
    const few = Array.from({ length: 3 }, of(stranger.workspaceId, 'few'))
    await Promise.all([...flood, ...few])
    expect(told.indexOf('few')).toBeLessThan(2000)
    expect(told.filter((name) => name === 'few')).toHaveLength(3)
  })

  it('refuses a firm’s hits that the database does not take to that firm alone', async () => {
    const before = await counted('page.viewed')
    const intake = makeIntake(w.database, w.clock)
    await w.sql(`alter table visitor add constraint no_poison check (key <> 'web:poison')`)
    // By their last letter, all go the same lane.
    const all = await Promise.allSettled([
      intake.take(hit(w.workspaceId, 'web:man', 'm1')),
      intake.take(hit(stranger.workspaceId, 'web:poison', 'm2')),
      intake.take(hit(stranger.workspaceId, 'web:moon', 'm3')),
      intake.take(hit(w.workspaceId, 'web:main', 'm4')),
    ])
    await w.sql('alter table visitor drop constraint no_poison')
    expect(all.map((it) => it.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await counted('page.viewed')).toBe(before + 2)
  })

  it('leaves out what is told of a sample firm that is being made or removed', async () => {
    const before = await counted('page.viewed')
    const intake = makeIntake(w.database, w.clock)
    await w.sql(
      `insert into sample_firm (workspace_id, state, seed, months, user_id, member_name, member_email, done, total, asked_at)
       values ($1, 'removing', 1, 1, gen_random_uuid(), '', '', 0, 0, now())`,
      [stranger.workspaceId],
    )
    await Promise.all([
      intake.take(hit(stranger.workspaceId, 'web:new', 'aside')),
      intake.take(hit(w.workspaceId, 'web:new', 'beside')),
    ])
    expect(await counted('page.viewed')).toBe(before + 1)
    await w.sql('delete from sample_firm')
  })

  it('tells whom it could not save for that nothing was saved', async () => {
    const before = await counted('page.viewed')
    const intake = makeIntake(w.database, w.clock)
    await w.sql('alter table visitor rename to visitor_away')
    await expect(intake.take(hit(w.workspaceId, 'web:x', 'x'))).rejects.toThrow()
    await w.sql('alter table visitor_away rename to visitor')
    await intake.take(hit(w.workspaceId, 'web:x', 'x'))
    expect(await counted('page.viewed')).toBe(before + 1)
  })
})
