import { afterEach, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { listenTo, signedIn } from './browser.ts'

/** What runs when a right ends, ends with it (5). */
describe('a right that ends', async () => {
  const w = await world()
  const { client } = w.owner
  const open: { stop(): void }[] = []
  afterEach(() => {
    for (const stream of open.splice(0)) stream.stop()
  })
  const listening = async (who: Awaited<ReturnType<typeof signedIn>>) => {
    const stream = await who.stream()
    open.push(stream)
    await client.contacts.create({ name: 'Heard' })
    await expect.poll(() => stream.heard.length).toBeGreaterThan(0)
    return stream
  }
  const colleague = await signedIn(w, 'stays@firm.example')

  it.each<[string, (who: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ['signed out', (who) => who.post('/auth/sign-out')],
    [
      'signed out from elsewhere',
      (who) =>
        w.sql('delete from auth.session where "userId" = (select user_id from member where id = $1)', [
          who.memberId,
        ]),
    ],
    ['suspended', ({ memberId: id }) => client.members.suspend({ id })],
    [
      'without an account',
      ({ memberId }) =>
        w.sql('delete from auth."user" where id = (select user_id from member where id = $1)', [memberId]),
    ],
  ])('ends the live stream of who is %s, before it says another word', async (how, end) => {
    const who = await signedIn(w, `${how.split(' ').at(-1)}@firm.example`)
    const [theirs, other] = [await listening(who), await listening(colleague)]
    await end(who)
    const [before, heard] = [theirs.heard.length, other.heard.length]
    await client.companies.create({ name: 'Unheard' })
    await expect.poll(() => other.heard.slice(heard).join()).toContain('companies')
    await expect.poll(() => theirs.ended).toBe(true)
    expect(theirs.heard.slice(before).join()).not.toContain('companies')
    expect((await who.stream()).status).toBe(401)
  })

  it('is not had by a stranger, a key, a foreign page (15) or another firm: their streams are shut, ours says nothing of theirs', async () => {
    const url = `${w.adminUrl}/stream?workspace=${w.workspaceId}`
    for (const headers of [
      {},
      { authorization: `Bearer ${w.owner.secret}` },
      { cookie: 'baton.session_token=x.y' },
    ])
      expect((await listenTo(url, headers as Record<string, string>)).status).toBe(401)
    const foreign = { cookie: colleague.cookie, origin: 'https://evil.example' }
    expect((await listenTo(url, foreign)).status).toBe(403)
    const stranger = await w.other()
    expect(
      (await listenTo(`${w.adminUrl}/stream?workspace=${stranger.workspaceId}`, { cookie: colleague.cookie }))
        .status,
    ).toBe(401)
    const ours = await listening(colleague)
    const before = ours.heard.length
    await stranger.client.companies.create({ name: 'Theirs' })
    await client.contacts.create({ name: 'After' })
    await expect.poll(() => ours.heard.slice(before).join()).toContain('contacts')
    expect(ours.heard.slice(before).join()).not.toContain('companies')
  })

  it('is what is said first, and not how the sample firm of whoever lost it is', async () => {
    await w.sql(
      `insert into sample_firm (workspace_id, state, seed, months, user_id, member_name, member_email, done, total, asked_at)
       select 77, 'removing', 1, 1, user_id, name, email, 0, 1, $2 from member where id = $1`,
      [colleague.memberId, w.clock.now()],
    )
    const reasonOf = async () =>
      ((await (await colleague.post('/api/sample-firms')).json()) as { code: string }).code
    expect(await reasonOf()).toBe('not_permitted')
    await client.members.update({ id: colleague.memberId, role: 'owner' })
    expect(await reasonOf()).toBe('still_removed')
    await client.members.update({ id: colleague.memberId, role: 'sales_rep' })
  })

  it('hears of what changed only that it did: topics, no names, no ids (3)', async () => {
    const stream = await listening(colleague)
    const { id } = await client.contacts.create({ name: 'Gerda Geheim', email: 'gerda@geheim.example' })
    await client.deals.create({ name: 'Geheim', contactId: id })
    await expect.poll(() => stream.heard.join()).toContain('deals')
    for (const line of stream.heard) {
      const topics = JSON.parse(line.slice('data: '.length)) as string[]
      expect(topics.filter((topic) => !/^[a-z]{3,20}$/.test(topic))).toEqual([])
    }
    expect(stream.heard.join()).not.toMatch(/geheim/i)
  })

  it('is asked for again with every part of a file, and with every export', async () => {
    const gone = await w.member('owner', { name: 'Gone' })
    const { id } = await gone.client.transfer.create({ fileName: 'x.csv', sizeBytes: 20 })
    const part = (offset: number) => ({ id, offset, part: new File(['0123456789'], 'x.csv') })
    await gone.client.transfer.part(part(0))
    expect((await gone.client.contacts.export({})).size).toBeGreaterThan(0)
    await client.members.suspend({ id: gone.id })
    await expect(gone.client.transfer.part(part(10))).rejects.toMatchObject({ status: 401 })
    await expect(gone.client.contacts.export({})).rejects.toMatchObject({ status: 401 })
  })

  it.each([
    ['was suspended', 401, `status = 'suspended'`],
    ['sees only their own any more', 403, `visibility = 'own'`],
    ['may not export any more', 403, `role = 'contractor'`],
  ])('withholds a file that was begun before from who %s', async (_how, status, end) => {
    const nora = await w.member('marketer', { name: 'Nora' })
    await client.contacts.create({ name: 'Somebody to export' })
    const asked = { status: 0 }
    // The right ends in the same instant in which the file can be read on: one connection is enough for it.
    await w.database.owner(async (holder) => {
      await holder.query('begin')
      try {
        await holder.query('lock table contact_tag in access exclusive mode')
        const file = nora.client.contacts.export({}).catch((error: { status: number }) => error)
        const waiting = `select from pg_locks where not granted and relation = 'contact_tag'::regclass`
        await expect.poll(async () => (await holder.query(waiting)).rowCount).toBe(1)
        await holder.query('set local session_replication_role = replica')
        await holder.query(`update member set ${end} where id = $1`, [nora.id])
        await holder.query('commit')
        Object.assign(asked, { status: 200 }, await file)
      } finally {
        await holder.query('rollback')
      }
    })
    expect(asked.status).toBe(status)
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['was suspended', (id) => client.members.suspend({ id })],
    ['sees only their own any more', (id) => client.members.update({ id, visibility: 'own' })],
  ])('ends a file in the background, between two chunks, of who %s', async (how, end) => {
    const mara = await w.member('marketer', { name: 'Mara' })
    const text = `Contact ID,Name\n${Array.from({ length: 2500 }, (_, n) => `${how[0]}${n},Person ${n}`).join('\n')}`
    const { id } = await mara.client.transfer.create({
      fileName: 'many.csv',
      sizeBytes: text.length,
      record: 'contacts',
    })
    await mara.client.transfer.part({ id, offset: 0, part: new File([text], 'many.csv') })
    await w.tick('imports')
    await mara.client.transfer.start({ id })
    const running = w.tick('imports')
    await expect
      .poll(async () => (await client.transfer.get({ id })).counts.rows, { interval: 5, timeout: 25_000 })
      .toBeGreaterThan(0)
    await end(mara.id)
    await running
    const stopped = await client.transfer.get({ id })
    expect(stopped).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('may not import any more'),
    })
    expect(stopped.counts.rows).toBeLessThan(2500)
    await w.tick('imports')
    expect((await client.transfer.get({ id })).counts.rows).toBe(stopped.counts.rows)
    await client.transfer.start({ id })
    await w.tick('imports')
    expect(await client.transfer.get({ id })).toMatchObject({
      state: 'done',
      counts: { rows: 2500, created: 2500 },
    })
  })
})
