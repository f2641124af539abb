import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { silence } from '#platform/installation'
import { correspondence, world } from '#platform/testing'

describe('what lies in the shared mailbox', async () => {
  const w = await world()
  const { box, breaking, read, mail, stored, last } = await correspondence(w)
  const { conversations } = w.owner.client

  it('is stored once: by two readers at a time, after a kill, and in a mailbox that is numbered anew', async () => {
    box.deliver(mail({ from: 'jo@stranger.example', subject: 'Once' }))
    w.clock.advance(61_000)
    await Promise.all([1, 2, 3].map(() => w.tick('mailboxes', { beside: true })))
    const once = async () => (await stored()).filter((one) => one.subject === 'Once').length
    expect(await once()).toBe(1)
    const before = (await stored()).length
    await w.sql('update mailbox set uid_seen = uid_seen - 1') // stored, and killed before the mark was written
    await read()
    box.renumber()
    await read()
    expect((await stored()).length).toBe(before) // nor is the one that lay there before it was set up
    expect(await once()).toBe(1)
    box.deliver(mail({ from: 'jo@stranger.example', subject: 'After' }))
    await read()
    expect((await last()).subject).toBe('After')
  })

  it('waits while somebody else reads, and is taken over from who died', async () => {
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Leased' }))
    await w.sql('update mail_account_state set lease_until = $1', [
      new Date(w.clock.now().getTime() + 4 * 60_000),
    ])
    await read()
    expect((await last()).subject).not.toBe('Leased')
    w.clock.advance(5 * 60_000)
    await w.tick('mailboxes')
    expect((await last()).subject).toBe('Leased')
  })

  it('is read while another firm’s mail server is silent', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const other = await w.other()
    const called = once(silent, 'connection') as Promise<[Socket]>
    await other.client.mailAccount.save({
      ...{ senderAddress: null, inboundAddress: 'post@other.example' },
      imap: { host: '127.0.0.1', port, security: 'none', user: 'info', password: 'secret' },
    })
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Beside a silent one' }))
    w.clock.advance(61_000)
    const run = w.tick('mailboxes')
    const [socket] = await called
    await expect.poll(async () => (await last()).subject).toBe('Beside a silent one')
    socket.destroy()
    await run
    expect((await other.client.mailAccount.get()).reading).toMatchObject({ state: 'fails' })
    await other.client.mailAccount.save({ senderAddress: null, inboundAddress: null, imap: null })
    silent.close()
  })

  it('is read as far as the connection holds; of a mail at which it breaks each time the head is kept', async () => {
    const direct = await breaking()
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Whole' }))
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Breaks', body: 'Break here' }))
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Behind it' }))
    await read()
    expect((await last()).subject).toBe('Whole')
    for (let tries = 2; tries <= 4; tries++) {
      w.clock.advance(3600_000)
      await w.tick('mailboxes')
    }
    expect((await stored()).slice(-3)).toMatchObject([
      { subject: 'Whole', state: 'unmatched' },
      { subject: 'Breaks', state: 'refused', note: expect.stringContaining('could not be fetched') },
      { subject: 'Behind it', state: 'unmatched' },
    ])
    // Nor does one whose very head breaks it; nothing is made of one that is taken out meanwhile.
    box.deliver(mail({ from: 'kim@stranger.example', head: ['X-Break: Break here'] }))
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Behind that' }))
    const before = (await stored()).length
    for (let tries = 1; tries <= 7; tries++) {
      expect((await stored()).length).toBe(before)
      w.clock.advance(3600_000)
      await w.tick('mailboxes')
    }
    expect((await stored()).slice(before)).toMatchObject([
      { subject: '', state: 'refused', note: 'It could not be taken in: read it in the mailbox.' },
      { subject: 'Behind that', state: 'unmatched' },
    ])
    await direct()
  })

  it('leaves nothing of a mail that is taken out while its head is fetched', async () => {
    const direct = await breaking((asked) => asked.includes('[HEADER]') && box.takeOut())
    const before = (await stored()).length
    box.deliver(mail({ subject: 'Taken out', body: 'Break here' }))
    for (let tries = 1; tries <= 4; tries++) {
      w.clock.advance(3600_000)
      await w.tick('mailboxes')
    }
    expect((await w.owner.client.mailAccount.get()).reading).toMatchObject({ state: 'works', problem: null })
    expect((await stored()).length).toBe(before)
    await direct()
    // In another mailbox the same number is another mail.
    const times = () => w.sql('select broken_times from mailbox where workspace_id = 1 order by id')
    expect(await times()).toEqual([{ broken_times: 3 }])
    await w.sql("update mailbox set name = 'another'")
    await read()
    expect(await times()).toEqual([{ broken_times: 3 }, { broken_times: 0 }])
    await w.sql("delete from mailbox where name = 'another'")
  })

  it('is not read for a sample firm', async () => {
    await w.sql(
      `insert into sample_firm (workspace_id, state, seed, months, user_id, member_name, member_email, done, total, asked_at)
       values (1, 'ready', 1, 1, gen_random_uuid(), 'x', 'x', 1, 1, now())`,
    )
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'To a sample' }))
    await read()
    expect((await last()).subject).not.toBe('To a sample')
    await w.sql('delete from sample_firm')
    await read()
    expect((await last()).subject).toBe('To a sample')
  })

  it('is read again where the database was busy, and refused for no outage, however long', async () => {
    const fails = (code: string) =>
      w.sql(`create or replace function busy() returns trigger language plpgsql as $$ begin
        if new.subject = 'Unlucky' then raise 'Too many' using errcode = '${code}'; end if; return new; end $$`)
    await fails('53300')
    await w.sql('create trigger busy before insert on incoming for each row execute function busy()')
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Unlucky' }))
    await read()
    expect((await last()).subject).not.toBe('Unlucky')
    expect((await w.owner.client.mailAccount.get()).reading.problem).toMatch(/could not be stored/)
    for (const code of ['57P01', '57P03', '08006', '53100', '53300']) {
      await fails(code)
      w.clock.advance(3600_000)
      await w.tick('mailboxes')
    }
    expect((await last()).subject).not.toBe('Unlucky')
    await w.sql('drop trigger busy on incoming')
    w.clock.advance(3600_000)
    await w.tick('mailboxes')
    expect(await last()).toMatchObject({ subject: 'Unlucky', state: 'unmatched' })
  })

  it.each(['57014', '53200'])('is read on after a mail that fails by itself each time (%s)', async (code) => {
    await w.sql(`create function slow() returns trigger language plpgsql as $$ begin
      if new.text_body like 'Too much%' then raise 'Canceled' using errcode = '${code}'; end if; return new; end $$`)
    await w.sql('create trigger slow before insert on incoming for each row execute function slow()')
    box.deliver(mail({ from: 'kim@stranger.example', subject: `Slow ${code}`, body: 'Too much' }))
    box.deliver(mail({ from: 'kim@stranger.example', subject: `Behind ${code}` }))
    for (let tries = 1; tries <= 4; tries++) {
      expect((await stored()).filter(({ subject }) => subject.endsWith(code))).toEqual([])
      w.clock.advance(3600_000)
      await w.tick('mailboxes')
    }
    await w.sql('drop function slow cascade')
    expect((await stored()).slice(-2)).toMatchObject([
      { subject: `Slow ${code}`, state: 'refused', note: expect.stringContaining('read it in the mailbox') },
      { subject: `Behind ${code}`, state: 'unmatched' },
    ])
  })

  it('is kept as refused where it can’t be filed, and what comes after it is filed', async () => {
    await w.sql(`create function trip() returns trigger language plpgsql as $$ begin
      if new.subject = 'Poison' and new.state = 'unmatched' then raise 'It is poison'; end if; return new; end $$`)
    await w.sql('create trigger trip before insert on incoming for each row execute function trip()')
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Poison' }))
    box.deliver(mail({ from: 'kim@stranger.example', id: `<${'🎲'.repeat(900)}@x>`, subject: 'Long name' }))
    await read()
    expect((await stored()).slice(-2)).toMatchObject([
      { subject: 'Poison', state: 'refused', note: 'It could not be taken in: read it in the mailbox.' },
      { subject: 'Long name', state: 'unmatched' },
    ])
    await w.sql('drop trigger trip on incoming')
    // Somebody sees it among unknown senders, with the reason.
    const [, poison] = (await conversations.unmatched()).rows
    expect(poison).toMatchObject({
      subject: 'Poison',
      words: expect.stringContaining('read it in the mailbox'),
    })
    await conversations.ignore({ id: poison!.id })
  })

  it('is not read by a copy of the installation', async () => {
    await silence(w.database, 'A copy', w.clock)
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Silent' }))
    await read()
    expect((await last()).subject).not.toBe('Silent')
    await w.sql('update installation set silent_since = null')
    await read()
    expect((await last()).subject).toBe('Silent')
  })
})
