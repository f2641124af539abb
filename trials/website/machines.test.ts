import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { browsing, person } from './browsing.ts'

describe('people and programs on the website', async () => {
  const w = await world({ proxied: true, pool: 3 }) // one holds a browser while another judges
  const { scoring, timeline, tracking, numbers, contacts } = w.owner.client
  const t = await browsing(w)

  it('lets rules speak of visits, pages and events, and tells the pump when somebody known comes', async () => {
    const visitor = person('192.0.2.30', {}, '1'.repeat(32))
    await t.page(visitor, '/')
    const { id } = await t.submit(visitor, 'rita@buyer.example')
    await t.event(visitor, 'Demo started', { plan: 'big' })
    const { acts } = await scoring.vocabulary()
    expect(acts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['visit.started', 'page.viewed', 'website.demo_started']),
    )
    expect(acts.find(({ kind }) => kind === 'page.viewed')!.fields).toContainEqual({
      path: 'page',
      label: 'Page',
    })
    await t.score([
      { kind: 'page.viewed', where: [{ path: 'page', op: 'contains', value: '/prices' }], points: 7 },
      { kind: 'website.demo_started', where: [{ path: 'plan', op: 'eq', value: 'big' }], points: 5 },
      { kind: 'visit.started', where: [], points: 3 },
    ])
    await w.pump()
    expect(await t.interest(id)).toBe(8)
    await t.page(visitor, '/prices/list')
    await w.pump()
    expect(await t.interest(id)).toBe(15)
  })

  it('judges what a browser did before it gave itself away, and the score follows the verdict', async () => {
    const visitor = person('192.0.2.31', {}, '2'.repeat(32))
    await t.page(visitor, '/prices')
    const { id } = await t.submit(visitor, 'bot@buyer.example')
    await w.pump()
    expect(await t.interest(id)).toBe(10)
    for (let n = 0; n < 6; n++) await t.page(visitor, `/${n}`)
    await w.tick('tracking.judge')
    await w.pump()
    expect(await t.interest(id)).toBe(0)
    const verdicts = await w.sql<{ evidence: string; known_at: Date }>(
      `select distinct evidence, known_at from verdict where verdict = 'machine'`,
    )
    expect(verdicts).toEqual([
      { evidence: 'timing: 6 pages, each within 500 ms of the one before', known_at: w.clock.now() },
    ])
    const [visit] = (await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')
    expect(visit).toMatchObject({ noise: true, text: expect.stringMatching(/^A program read/) })
  })

  it.each([
    [
      'agent: it says of itself that it is a program',
      { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' },
      {},
    ],
    ['agent: its browser is driven by a program', {}, { w: 1 }],
  ])('keeps what a program did apart, with the evidence “%s”', async (evidence, headers, more) => {
    const before = (await t.events('page.viewed')).length
    const visitor = person('192.0.2.40', headers)
    expect((await t.page(visitor, '/robots', '', more)).status).toBe(204)
    expect(await t.events('page.viewed')).toHaveLength(before)
    const [hit] = await w.sql(
      'select kind, page, evidence, known_at from machine_hit order by id desc limit 1',
    )
    expect(hit).toEqual({ kind: 'page.viewed', page: '/robots', evidence, known_at: w.clock.now() })
  })

  it('takes who asked with HEAD, and who follows the hidden link, for programs; GET and HEAD change nothing', async () => {
    const rows = async () => JSON.stringify(await w.sql('select * from visitor order by key'))
    const before = await rows()
    const head = person('192.0.2.41')
    const pot = person('192.0.2.42')
    await fetch(`${w.publicUrl}/-/baton.js`, { method: 'HEAD', headers: head.headers })
    const shown = await fetch(`${w.publicUrl}/-/pot/${t.key}`, { headers: pot.headers })
    expect(await shown.text()).toContain('data-pot')
    expect(await rows()).toBe(before)
    await t.page(head, '/head')
    await t.page(person('192.0.2.41', {}, '3'.repeat(32)), '/head/colleague')
    await t.page(pot, '/before')
    await t.tell(pot, { e: 'pot', u: `${w.house.config.publicUrl}/-/pot/${t.key}` }, w.house.config.publicUrl)
    await t.page(pot, '/after')
    await w.tick('tracking.judge')
    const found = await w.sql<{ page: string; evidence: string }>(
      `select page, evidence from machine_hit where page like '/head%' or page = '/after' order by page`,
    )
    expect(found).toEqual([
      { page: '/after', evidence: 'followed a link that people do not see' },
      { page: '/head', evidence: 'HEAD: it asked for headers alone, as no browser does' },
    ])
    const judged = await w.sql(
      `select v.evidence from verdict v join journal_event e on e.id = v.event_id where e.data ->> 'page' = '/before' and e.kind = 'page.viewed'`,
    )
    expect(judged).toEqual([{ evidence: 'followed a link that people do not see' }])
  })

  it('takes who goes through page after page for a program, though it says nothing of itself and keeps no id', async () => {
    const crawler = person('192.0.2.46')
    for (let n = 0; n < 45; n++) {
      w.clock.advance(333)
      await t.page(crawler, `/crawled/${n}`)
    }
    await w.tick('tracking.judge')
    const [counted] = await w.sql(
      `select count(*)::int as read, count(v.verdict)::int as judged from journal_event e left join verdict v on v.event_id = e.id
       where e.kind = 'page.viewed' and e.data ->> 'page' like '/crawled/%'`,
    )
    expect(counted).toEqual({ read: 40, judged: 40 })
    const aside = await w.sql(`select distinct evidence from machine_hit where page like '/crawled/%'`)
    expect(aside).toEqual([{ evidence: 'timing: 41 pages, each within 500 ms of the one before' }])
  })

  it('holds the browser that agreed for the program when it follows the hidden link', async () => {
    const visitor = person('192.0.2.43', {}, '4'.repeat(32))
    const trap = w.house.config.publicUrl
    await t.page(visitor, '/agreed')
    await t.tell(visitor, { e: 'pot', u: `${trap}/-/pot/${t.key}#${'4'.repeat(32)}` }, trap)
    await t.page(visitor, '/agreed/after')
    const found = await w.sql(`select page from machine_hit where page like '/agreed%'`)
    expect(found).toEqual([{ page: '/agreed/after' }])
  })

  it('shows what was put aside with its evidence, page by page, and no other firm’s', async () => {
    const put = await w.sql(`select page, agent, evidence from machine_hit order by id desc`)
    const seen: object[] = []
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await tracking.programs({ limit: 3, ...(cursor && { cursor }) })
      seen.push(...rows.map(({ page, agent, evidence }) => ({ page, agent, evidence })))
      if (next === null) break
      cursor = next
    }
    expect(put.length).toBeGreaterThan(6)
    expect(seen).toEqual(put)
    const stranger = await w.other()
    expect((await stranger.client.tracking.programs({})).rows).toEqual([])
    const rep = await w.member('sales_rep')
    await expect(rep.client.tracking.programs({})).rejects.toMatchObject({ status: 403 })
  })

  it('lets who knows better say who acted: a further verdict, which score and numbers follow, and back again', async () => {
    const visitor = person('192.0.2.47', {}, '7'.repeat(32))
    await t.page(visitor, '/prices')
    const { id } = await t.submit(visitor, 'judith@buyer.example')
    await w.pump()
    const now = w.clock.now().getTime()
    const around = { from: new Date(now - 86_400_000), to: new Date(now + 86_400_000) }
    const visits = async () =>
      (await numbers.figures(around)).figures.find(({ key }) => key === 'visit.human')!.value!
    const visit = async () =>
      (await timeline.list({ contactId: id })).rows.find(({ kind }) => kind === 'visit')!
    const before = await visits()
    const { id: actId, detail } = await visit()
    expect([await t.interest(id), (await visit()).heldFor, detail]).toEqual([10, 'person', '/prices'])

    expect(await timeline.judge({ id: actId, verdict: 'machine' })).toEqual({ acts: 2 })
    expect(await timeline.judge({ id: actId, verdict: 'machine' })).toEqual({ acts: 0 })
    await w.pump()
    expect([await t.interest(id), await visits()]).toEqual([0, before - 1])
    expect(await visit()).toMatchObject({
      ...{ heldFor: 'program', noise: true, who: 'Olga Owner' },
      ...{ text: 'A program read 1 page of www.firm.example' },
      detail: '/prices\nHeld to be a program’s: a colleague says so',
    })
    await timeline.judge({ id: actId, verdict: 'human' })
    await w.pump()
    expect([await t.interest(id), await visits()]).toEqual([10, before])
    const said = await w.sql(
      `select verdict, known_at, said_by from verdict where event_id = $1 order by known_at, id`,
      [actId],
    )
    const by = { known_at: w.clock.now(), said_by: w.owner.id }
    expect(said).toEqual([
      { verdict: 'machine', ...by },
      { verdict: 'human', ...by },
    ])
  })

  it('says again what spoke for a program once a colleague takes back that it was a person', async () => {
    const { rows: people } = await contacts.list({ q: 'bot@buyer.example' })
    const contactId = people[0]!.id
    const visit = async () => (await timeline.list({ contactId })).rows.find(({ kind }) => kind === 'visit')!
    const { id } = await visit()
    const { acts } = await timeline.judge({ id, verdict: 'human' })
    await w.pump()
    expect([acts > 1, (await visit()).heldFor, await t.interest(contactId)]).toEqual([true, 'person', 10])
    expect(await timeline.judge({ id, verdict: 'machine' })).toEqual({ acts })
    await w.pump()
    expect(await t.interest(contactId)).toBe(0)
    expect((await visit()).detail).toMatch(/Held to be a program’s: timing: 6 pages/)
  })

  it('is not corrected by who may not, nor where nobody is known, nor what a colleague has recorded', async () => {
    const { rows: people } = await contacts.list({ q: 'rita@buyer.example' })
    const sent = (await t.events('form.submitted'))[0]!
    const rep = await w.member('sales_rep')
    const program = { verdict: 'machine' } as const
    await expect(rep.client.timeline.judge({ id: sent.id, ...program })).rejects.toMatchObject({
      status: 403,
    })
    const narrow = await w.member('marketer', { visibility: 'own' })
    await t.page(person('192.0.2.48'), '/nobodys')
    const nobodys = (await t.events('page.viewed')).at(-1)!
    await w.owner.client.capture.add({ contactId: people[0]!.id, kind: 'call', asks: false })
    const call = (await t.events('call.captured'))[0]!
    for (const [client, it] of [
      [narrow.client, sent],
      [w.owner.client, nobodys],
      [w.owner.client, call],
    ] as const)
      await expect(client.timeline.judge({ id: it.id, ...program })).rejects.toMatchObject({
        data: { reason: 'no_act' },
      })
    expect(await timeline.judge({ id: sent.id, ...program })).toEqual({ acts: 1 })
    const item = (await timeline.list({ contactId: people[0]!.id })).rows.find((row) => row.id === sent.id)
    expect(item).toMatchObject({ heldFor: 'program', noise: true, who: 'Olga Owner' })
  })

  it('judges each firm by itself, and waits for no browser that is just being written of', async () => {
    const stranger = await w.other()
    const found = (workspaceId: number, key: string) =>
      w.sql(
        `insert into visitor (workspace_id, key, subject_id, last_at, quick, burst_at, burst, machine, machine_at)
         values ($1, $2, gen_random_uuid(), now(), 0, now(), 0, 'a program', now())`,
        [workspaceId, key],
      )
    const judged = async () =>
      (
        await w.sql<{ key: string }>(
          `select key from visitor where judged_at is not null and key like '%judge%'`,
        )
      ).map((row) => row.key)
    const visitor = person('192.0.2.44', {}, '8'.repeat(32))
    await t.page(visitor, '/')
    await found(1, 'web:judge-ours')
    await found(stranger.workspaceId, 'web:judge-held')
    await found(stranger.workspaceId, 'web:judge-theirs')
    await w.sql(`update visitor set machine = 'a program', machine_at = now() where key = $1`, [
      `web:${visitor.id}`,
    ])
    await w.sql('alter table verdict add constraint none check (workspace_id <> 1) not valid')
    const [locked, judging] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const writing = w.database.engine(async (db) => {
      await sql`select from visitor where key = 'web:judge-held' for update`.execute(db)
      locked.resolve()
      await judging.promise
    })
    await locked.promise
    await expect(w.tick('tracking.judge')).rejects.toThrow('1 of 2 that were due failed')
    judging.resolve()
    await writing
    expect(await judged()).toEqual(['web:judge-theirs'])
    await w.sql('alter table verdict drop constraint none')
    await w.tick('tracking.judge')
    expect((await judged()).sort()).toEqual(['web:judge-held', 'web:judge-ours', 'web:judge-theirs'])
  })
})
