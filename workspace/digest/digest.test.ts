import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { notify } from '#workspace/notices'
import { nextMorning } from './clock.ts'

const hourMs = 3_600_000

describe('a summary in the morning', async () => {
  const w = await world()
  const mails = async () => {
    await w.tick('digest')
    await w.tick('notice letters')
    return (await w.letters()).filter(({ kind }) => kind === 'notice.digest')
  }
  const morning = async (client: typeof w.owner.client) => {
    const { at } = await client.digest.get()
    w.clock.advance(at!.getTime() - w.clock.now().getTime())
  }

  it('comes to who wants it, when their day begins, with what is due, and once', async () => {
    const anna = await w.member('sales_rep')
    expect(await anna.client.digest.get()).toEqual({ on: false, at: null })
    await anna.client.digest.set({ on: true })
    await anna.client.tasks.create({ title: 'Call Łódź', dueOn: '2026-01-01' })
    await anna.client.tasks.create({ title: 'Not yet', dueOn: '2099-01-01' })
    await w.owner.client.tasks.create({ title: 'Of somebody else', dueOn: '2026-01-01' })
    expect(await mails()).toEqual([])
    await morning(anna.client)
    await w.inside((db) =>
      notify(db, { memberId: anna.id, kind: 'outcome', title: 'Won!', body: '', link: '/' }, w.clock.now()),
    )
    w.clock.advance(1000)
    const [letter, ...others] = await mails()
    expect(others).toEqual([])
    expect(letter!.text_body).toContain('Call Łódź (was due on 2026-01-01)')
    expect(letter!.text_body).toContain('Won!')
    expect(letter!.text_body).not.toMatch(/Not yet|somebody else/)
    expect((await anna.client.notices.list({})).rows.filter(({ readAt }) => readAt === null)).toMatchObject([
      { title: 'Won!' },
    ])
    expect(await mails()).toHaveLength(1)
    await morning(anna.client)
    const second = (await mails()).at(-1)!
    expect(second.text_body).toContain('Call Łódź')
    expect(second.text_body).not.toContain('Won!')
  })

  it('is switched off and on by an undo too, which says so in the log', async () => {
    const gil = await w.member('sales_rep')
    const { digest, audit } = gil.client
    const on = await digest.set({ on: true })
    const { at } = await digest.get()
    const off = await digest.set({ on: false })
    await audit.undo({ id: off.operationId! })
    expect(await digest.get()).toEqual({ on: true, at })
    await audit.undo({ id: on.operationId! })
    expect(await digest.get()).toEqual({ on: false, at: null })
    const again = await digest.set({ on: true })
    await digest.set({ on: false })
    const { conflicts } = await audit.undo({ id: again.operationId! })
    expect(conflicts).toHaveLength(1)
    expect(await digest.get()).toEqual({ on: false, at: null })
  })

  it('comes where another firm’s breaks', async () => {
    const other = await w.other()
    const eve = await w.member('sales_rep')
    for (const { client } of [other, eve]) {
      await client.digest.set({ on: true })
      await client.tasks.create({ title: 'Due', dueOn: '2026-01-01' })
    }
    await w.sql(`create function broken() returns trigger language plpgsql as $$ begin
      if new.workspace_id <> 1 then raise 'broken'; end if; return new; end $$`)
    await w.sql('create trigger broken before update on digest_clock for each row execute function broken()')
    w.clock.advance(96 * hourMs)
    await w.sql('update digest_clock set at = $1 where workspace_id = 1', [w.clock.now()])
    await expect(w.tick('digest')).rejects.toThrow(/^1 of \d/)
    await w.tick('notice letters')
    expect((await w.letters()).map(({ to_address }) => to_address)).toContain(
      `${eve.id.slice(-12)}@firm.example`,
    )
    await w.sql('drop trigger broken on digest_clock')
    await other.client.digest.set({ on: false })
  })

  it('does not come in the evening, where nothing ran in the morning; the next one tells it all', async () => {
    const fay = await w.member('sales_rep')
    const to = `${fay.id.slice(-12)}@firm.example`
    await fay.client.digest.set({ on: true })
    await morning(fay.client)
    await w.inside((db) =>
      notify(db, { memberId: fay.id, kind: 'outcome', title: 'Won!', body: '', link: '/' }, w.clock.now()),
    )
    w.clock.advance(7 * hourMs)
    expect((await mails()).filter(({ to_address }) => to_address === to)).toEqual([])
    await morning(fay.client)
    const [letter] = (await mails()).filter(({ to_address }) => to_address === to)
    expect(letter!.text_body).toContain('Won!')
  })

  it('is not written of nothing, and stops where it is ended, from its own mail too', async () => {
    const ben = await w.member('sales_rep')
    const to = `${ben.id.slice(-12)}@firm.example`
    await ben.client.digest.set({ on: true })
    const before = (await mails()).length
    await morning(ben.client)
    expect((await mails()).filter(({ to_address }) => to_address === to)).toEqual([])
    await ben.client.tasks.create({ title: 'Due', dueOn: '2026-01-01' })
    await morning(ben.client)
    const letter = (await mails()).slice(before).find(({ to_address }) => to_address === to)!
    const stop = `${w.publicUrl}${/\/-\/mute\/\S+/.exec(letter.text_body)![0]}`
    expect((await fetch(stop, { method: 'POST' })).status).toBe(200)
    expect((await ben.client.digest.get()).on).toBe(false)
    await ben.client.digest.set({ on: true })
    expect((await ben.client.digest.get()).on).toBe(true)
    await ben.client.digest.set({ on: false })
    w.clock.advance(48 * hourMs)
    expect((await mails()).filter(({ to_address }) => to_address === to)).toHaveLength(1)
  })
})

describe('the next morning', () => {
  const open = [[540, 1020]] as const
  const calendar = {
    ...{ zone: 'Europe/Berlin', hours: { 1: open, 2: open, 3: open, 4: open, 5: open } },
    ...{ holidays: new Set<string>(), absences: [] },
  }
  it.each([
    ['2026-03-02T10:00:00Z', '2026-03-03T08:00:00.000Z'],
    ['2026-03-06T23:30:00Z', '2026-03-09T08:00:00.000Z'],
    // Clocks go forward on Sunday the 29th.
    ['2026-03-27T10:00:00Z', '2026-03-30T07:00:00.000Z'],
  ])('after %s is %s', (now, at) => expect(nextMorning(calendar, new Date(now))?.toISOString()).toBe(at))
  it('of who never works is none', () =>
    expect(nextMorning({ ...calendar, hours: {} }, new Date('2026-03-02T10:00:00Z'))).toBeNull())
})
