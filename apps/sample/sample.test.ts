import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DateTime } from 'luxon'
import { beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { sampleFirms, sampleGoes, takeSample, wantSample } from '#platform/installation'
import { pumpOnce } from '#platform/pump'
import { type World, world } from '#platform/testing'
import { emptyWorkspace, rowsOf } from '#workspace/sample'
import { wiring } from '../wiring.ts'
import { jobContext } from '../work.ts'
import { countsOf, livesOn, waysOf } from './counting.ts'
import { makeSample } from './make.ts'
import { stageOf } from './stage.ts'

/** A Wednesday afternoon; months before it are played. */
const end = new Date('2026-06-17T13:40:00Z')
const longMs = 600_000

let w: World
let firm: number
beforeAll(async () => {
  w = await world()
  w.clock.set(end)
  firm = await made(w)
}, longMs)

/** One month of a sample firm, for somebody of the installation. */
async function made({ house, database, clock }: World): Promise<number> {
  const workspaceId = await wantSample(
    database,
    {
      seed: 7,
      months: 1,
      userId: uuidv7(clock.now()),
      memberName: 'Vera Viewer',
      memberEmail: 'vera@firm.example',
    },
    clock.now(),
  )
  const taken = await takeSample(database, clock, 'building', workspaceId)
  await makeSample(house, taken!, { end })
  return workspaceId
}

/** As whom the firm was made for sees it. */
async function viewing() {
  const [owner] = await w.sql<{ id: string; name: string }>(
    `select id, name from member where workspace_id = ${firm} and role = 'owner' and user_id is not null`,
  )
  return stageOf(w.house, firm, end).as({ ...owner!, role: 'owner' })
}
const countsIn = (id: number) => w.inside(countsOf, id)
const job = (name: string) => wiring.jobs.find((it) => it.name === name)!

describe('a sample firm', () => {
  it('is in the middle of things now', async () => {
    const { counts } = await countsIn(firm)
    expect(counts.contacts).toBeGreaterThan(180)
    expect(counts.handovers).toBeGreaterThan(15)
    expect(counts.deals).toBeGreaterThan(5)
    const { client } = await w.member('owner', { workspaceId: firm, name: 'Vera' })
    const open = await client.handovers.list({ box: 'open' })
    expect(open.rows.some(({ clock }) => clock?.kind === 'answer' && clock.metAt === null)).toBe(true)
    const states = new Set(open.rows.map(({ state }) => state))
    expect(states).toContain('offered')
    expect((await client.tasks.list({ box: 'today' })).rows.length).toBeGreaterThan(0)
    const [row] = await w.sql<{ n: number }>(
      `select count(*)::int as n from handover where workspace_id = ${firm} and opened_at > '${end.toISOString()}'`,
    )
    expect(row!.n).toBe(0)
  })

  it('lays leads before whoever looks around, to be answered', async () => {
    const { rows } = await (await viewing()).handovers.list({ box: 'mine' })
    expect(rows.map(({ state }) => state)).toEqual(['offered', 'offered'])
  })

  it('has two agreements behind it that both sides signed, each from its Monday on', async () => {
    const { agreement, scoring } = await viewing()
    const { inForce, past } = await agreement.get({})
    expect([...past, inForce!].map(({ number }) => number)).toEqual([1, 2])
    for (const { id } of [...past, inForce!]) {
      const { startsAt, startsOn, fromAt, signatures } = await agreement.version({ id })
      expect(DateTime.fromISO(startsOn!).weekday).toBe(1)
      expect(fromAt!.getTime() - startsAt!.getTime()).toBeLessThan(1000)
      expect(signatures.map(({ side, name, voidedAt }) => [side, name, voidedAt])).toEqual([
        ['marketing', 'Mara Lindqvist', null],
        ['sales', 'Nadia Öztürk', null],
      ])
    }
    const enters = (await scoring.list()).map((line) => line.inForce?.content.enter)
    expect(enters).toEqual([60, 60, 60])
    expect(inForce!.content.answerMinutes).toEqual({ asked: 120, earned: 360 })
  })

  it('has a draft of what comes next, replayed over its past as soon as it is there', async () => {
    const { replay, scoring } = await viewing()
    const drafts = (await scoring.list()).flatMap(({ draft }) => draft ?? [])
    expect(drafts.map(({ content }) => content.enter)).toEqual([52])
    await w.tick('replay')
    const { rows } = await replay.list({ productLineId: (await scoring.list())[0]!.productLineId })
    expect(rows.map(({ state, definitionId }) => [state, definitionId])).toEqual([['done', drafts[0]!.id]])
    const { sums } = await replay.get({ id: rows[0]!.id })
    expect(sums.inForce.ready).toBeGreaterThan(0)
    expect(sums.candidate.ready).toBeGreaterThan(0)
  })

  it('has a waiting list, deals at risk, an agenda and terms that end to look at', async () => {
    const there = await livesOn(await viewing(), end)
    expect(there.waiting).toBeGreaterThan(0)
    expect(there.offered).toBeGreaterThan(0)
    expect(there.atRisk).toBeGreaterThan(0)
    // Every Monday of it but the first, on which there was nothing yet.
    expect(there.agendas).toBe(5)
    expect(there.agendaLines).toBeGreaterThan(0)
    expect(there.renewals).toBeGreaterThan(0)
  })

  it('has something on the screens beside leads and deals', async () => {
    const there = await livesOn(await viewing(), end)
    expect(there.margins).toBe(3)
    expect(there.goals).toBe(10)
    const few = Object.entries(there).filter(([, n]) => n === 0)
    // A month is too short for terms that end and for what was promised with its first sale.
    expect(few.map(([what]) => what)).toEqual(['renewSoon', 'promisesKept'])
  })

  it('knows some of who visits its web site, and lets a program count for nobody', async () => {
    const [row] = await w.sql<{ known: number; again: number; people: number; machines: number }>(`
      select count(distinct i.contact_id)::int as known,
        count(*) filter (where e.occurred_at > l.created_at)::int as again,
        (select sum(people)::int from link_day where workspace_id = ${firm}) as people,
        (select sum(machines)::int from link_day where workspace_id = ${firm}) as machines
      from visitor v join identity i on i.workspace_id = v.workspace_id and i.subject_id = v.subject_id and i.until is null
      join journal_event e on e.workspace_id = v.workspace_id and e.subject_id = v.subject_id and e.kind = 'visit.started'
      join contact l on l.workspace_id = i.workspace_id and l.id = i.contact_id
      where v.workspace_id = ${firm} and v.key like 'web:%'`)
    expect(row!.known).toBeGreaterThan(3)
    expect(row!.again).toBeGreaterThan(0)
    expect(row!.machines).toBeGreaterThan(0)
    expect(row!.people).toBeGreaterThan(row!.machines)
  })

  it('takes answers in as mails of people, of programs and of strangers, and sends nothing for them', async () => {
    const kinds = await w.sql<{ state: string; kind: string }>(
      `select distinct state, kind from incoming where workspace_id = ${firm} order by 1, 2`,
    )
    expect(kinds).toContainEqual({ state: 'filed', kind: 'human' })
    expect(kinds).toContainEqual({ state: 'unmatched', kind: 'human' })
    const sent = await w.sql(
      `select distinct attempts, kind, last_reply from letter where workspace_id = ${firm} and state in ('accepted', 'sending')`,
    )
    expect(sent).toEqual([{ attempts: 0, kind: 'conversation', last_reply: 'Played: nothing left Baton.' }])
  })

  it('holds what a seller writes from it for a proven try, by the mail itself', async () => {
    const [row] = await w.sql<{ mails: number; proven: number; of_handovers: number; told_too: number }>(`
      select count(distinct m.id)::int as mails, count(a.id)::int as proven, count(a.handover_id)::int as of_handovers,
        (select count(*)::int from attempt t where t.workspace_id = ${firm} and t.evidence = 'reported' and t.channel = 'email'
          and exists (select from attempt p where p.workspace_id = t.workspace_id and p.handover_id = t.handover_id
            and p.evidence = 'proven' and abs(extract(epoch from p.occurred_at - t.occurred_at)) < 60)) as told_too
      from conversation_mail m join letter l on l.workspace_id = m.workspace_id and l.id = m.letter_id and l.state = 'accepted'
      left join attempt a on a.workspace_id = m.workspace_id and a.mail_id = m.id and a.evidence = 'proven'
        and a.channel = 'email' and a.outcome = 'sent'
      where m.workspace_id = ${firm} and m.direction = 'out'`)
    expect(row!.proven).toBe(row!.mails)
    expect(row!.of_handovers).toBeGreaterThan(0)
    expect(row!.told_too).toBe(0)
  })

  it(
    'is the same again from the same seed',
    async () => {
      const again = await made(w)
      expect(await w.inside(waysOf, again)).toEqual(await w.inside(waysOf, firm))
      expect(await countsIn(again)).toEqual(await countsIn(firm))
      await emptyWorkspace(w.database, again, { now: end })
    },
    longMs,
  )

  it('keeps the identities of the numbers', async () => {
    const { client } = await w.member('owner', { workspaceId: firm, name: 'Vera' })
    const from = new Date(end.getTime() - 60 * 86_400_000)
    const { identities, funnel } = await client.numbers.get({ from, to: end, view: 'period' })
    expect(identities.filter(({ holds }) => !holds)).toEqual([])
    expect(funnel.some(({ n }) => n > 0)).toBe(true)
  })

  it('writes to nobody, whatever mail server there is', async () => {
    await w.sql(
      `update letter set state = 'queued', finished_at = null, not_before = now() - interval '400 days' where workspace_id = ${firm}`,
    )
    const context = { ...jobContext(w.house, new AbortController().signal), smtpUrl: 'smtp://127.0.0.1:1' }
    await job('letters').run(context)
    const rows = await w.sql(`select distinct state, attempts from letter where workspace_id = ${firm}`)
    expect(rows).toEqual([{ state: 'kept', attempts: 0 }])
  })

  it('is left alone by the engine while it is made', async () => {
    await w.sql(`update sample_firm set state = 'building' where workspace_id = ${firm}`)
    await w.inside(async (db) => {
      const { id } = await db.selectFrom('contact').select('id').executeTakeFirstOrThrow()
      await db
        .insertInto('news')
        .values({ id: uuidv7(end), contact_id: id, lane: 1, cause: 'test', event_ids: [], at: end })
        .execute()
    }, firm)
    const parts = { database: w.database, clock: w.clock, steps: wiring.pump, kinds: wiring.journal }
    expect((await pumpOnce(parts)).contacts).toBe(0)
    const alone = { ...parts, database: w.database.within(firm) }
    expect((await pumpOnce(alone)).contacts).toBeGreaterThan(0)
    await w.sql(`update sample_firm set state = 'ready' where workspace_id = ${firm}`)
  })
})

describe('removing it', () => {
  it('is refused for a firm of one’s own, and under another name', async () => {
    await expect(w.owner.client.sample.remove({ name: 'Müller & Söhne GmbH' })).rejects.toThrow(
      'no sample firm',
    )
    const { client } = await w.member('owner', { workspaceId: firm, name: 'Vera' })
    await expect(client.sample.remove({ name: 'Kranich' })).rejects.toThrow('Kranich Sensors')
  })

  it('takes every row of it or none: cut off in the middle it is done again, whole', async () => {
    const own = await rowsOf(w.database, w.workspaceId)
    const before = await rowsOf(w.database, firm)
    expect(before['public.contact']).toBeGreaterThan(100)
    const { client } = await w.member('owner', { workspaceId: firm, name: 'Vera' })
    await client.sample.remove({ name: 'Kranich Sensors' })
    expect((await sampleFirms(w.database)).map(({ state }) => state)).toEqual(['removing'])
    await expect(client.tasks.create({ title: 'Too late' })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const folder = path.join(w.house.config.dataFolder, 'imports', String(firm))
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, 'half.csv'), 'Name')
    const kept = await rowsOf(w.database, firm)

    await cutOff(w, () => job('sample removal').run(jobContext(w.house, new AbortController().signal)))
    expect(await rowsOf(w.database, firm)).toEqual(kept)

    w.clock.advance(60_000)
    await addsOne(w)
    await job('sample removal').run(jobContext(w.house, new AbortController().signal))
    expect(await rowsOf(w.database, firm)).toEqual({})
    expect(existsSync(folder)).toBe(false)
    expect(await rowsOf(w.database, w.workspaceId)).toEqual(own)
    expect(await w.inside((db) => sampleGoes(db, end))).toBe(false)
  })
})

/** Runs something that empties a firm and has the database break it off when it is half through. */
async function cutOff({ sql }: World, run: () => Promise<void>): Promise<void> {
  await sql(`create function cut() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$`)
  await sql('create trigger cut before delete on operation for each statement execute function cut()')
  await expect(run()).rejects.toThrow('cut off')
  await sql('drop trigger cut on operation')
}

/** Somebody who was at work when it was to go is done after its rows went: once. */
async function addsOne({ sql }: World): Promise<void> {
  await sql(`create function adds_one() returns trigger language plpgsql as $$ begin
    insert into month_clock (workspace_id, at, month) values (old.workspace_id, now(), '2026-01-01');
    return null; end $$`)
  await sql('create trigger adds_one after delete on workspace for each row execute function adds_one()')
}
