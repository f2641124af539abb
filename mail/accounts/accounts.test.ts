import { describe, expect, it } from 'vitest'
import { seal } from '#platform/sealing'
import { world } from '#platform/testing'
import { tickJob } from '#platform/ticks'
import { keyCheck } from './jobs.ts'
import { type DueMailbox, giveBackMailbox, MailboxTaken, markRead, takeDueMailbox } from './leasing.ts'
import { sealedFor } from './store.ts'

const imap = { host: '127.0.0.1', port: 1, security: 'none' as const, user: 'info', password: 'pä55word' }
const sender = { senderAddress: 'sales@firm.example', inboundAddress: 'Reply@firm.example' }

describe('the mail account', async () => {
  const w = await world()
  const { mailAccount } = w.owner.client

  it('is given out without its secrets, which lie sealed', async () => {
    expect(await mailAccount.get()).toMatchObject({ senderAddress: null, imap: null, dkim: null })
    await mailAccount.save({ ...sender, imap })
    const shown = await mailAccount.get()
    expect(shown).toMatchObject({
      inboundAddress: 'reply@firm.example',
      imap: { user: 'info', hasPassword: true },
    })
    await mailAccount.makeKey()
    const { audit } = w.owner.client
    const acts = (await audit.list({})).rows.slice(0, 2)
    const changes = await audit.changes({ id: acts[1]!.id })
    const stored = await w.sql(
      'select to_jsonb(m) as it from mail_account m union all select after from change',
    )
    for (const text of [await mailAccount.get(), changes, stored].map((it) => JSON.stringify(it))) {
      expect(text).not.toContain('pä55word')
      expect(text).not.toContain('PRIVATE KEY')
    }
    expect(acts.map(({ label, actorName, changes }) => [label, actorName, changes])).toEqual([
      ['Mail key made', 'Olga Owner by an API key', 1],
      ['Mail set up', 'Olga Owner by an API key', 1],
    ])
    expect(changes.rows[0]!.after).toMatchObject({
      imap_user: 'info',
      imap_secret: expect.stringMatching(/^sealed \([0-9a-f]{6}\)$/),
    })
  })

  it('is put back as it was, its password and its key with it, and is tried anew', async () => {
    const { audit } = w.owner.client
    const before = await mailAccount.get()
    const settings = 'select to_jsonb(m) as it from mail_account m'
    const stood = await w.sql(settings)
    const made = before.dkim!
    const { operationId: dropped } = await mailAccount.dropKey()
    expect((await mailAccount.get()).dkim).toBeNull()
    await audit.undo({ id: dropped! })
    expect((await mailAccount.get()).dkim).toMatchObject({
      name: made.name,
      value: made.value,
      checking: true,
    })
    const { operationId: emptied } = await mailAccount.save({
      ...{ senderAddress: null, inboundAddress: null, imap: null },
    })
    expect((await mailAccount.get()).reading.state).toBe('off')
    await audit.undo({ id: emptied! })
    expect(await mailAccount.get()).toMatchObject({
      ...{ senderAddress: before.senderAddress, imap: before.imap },
      reading: { state: 'waiting' },
    })
    expect(await w.sql(settings)).toEqual(stood)
  })

  it('keeps its password unless the mailbox becomes another', async () => {
    const { password: _, ...without } = imap
    await mailAccount.save({ ...sender, imap: without })
    expect((await mailAccount.get()).imap?.hasPassword).toBe(true)
    await expect(
      mailAccount.save({ ...sender, imap: { ...without, host: 'evil.example', security: 'tls' } }),
    ).rejects.toMatchObject({ data: { reason: 'no_password' } })
  })

  it('sends no password in the clear but to a host of one’s own', async () => {
    await expect(
      mailAccount.save({ ...sender, imap: { ...imap, host: 'mail.example' } }),
    ).rejects.toMatchObject({ data: { reason: 'unsafe' } })
  })

  it('says why a mailbox can’t be read, and reaches no private address', async () => {
    await mailAccount.save({ ...sender, imap })
    expect((await mailAccount.get()).reading.state).toBe('waiting')
    await w.tick('mailboxes')
    expect((await mailAccount.get()).reading).toMatchObject({
      state: 'fails',
      problem: 'Nothing answers at this host and port.',
    })
    await mailAccount.save({ ...sender, imap: { ...imap, host: '169.254.169.254', security: 'tls' } })
    await w.tick('mailboxes')
    expect((await mailAccount.get()).reading.problem).toMatch(/not an address of the public internet/)
  })

  it('is written to by nobody who reads it under a former setting, or under a lease that ran out', async () => {
    await mailAccount.save({ ...sender, imap })
    const take = () =>
      w.database.engine((db) => takeDueMailbox(db, { except: [] }, w.clock.now())).then((it) => it!)
    const mark = (by: DueMailbox) =>
      w.inside((db) => markRead(db, by, { uidValidity: 7, uid: 7 }, w.clock.now()))
    const first = await take()
    await mailAccount.save({ ...sender, imap: { ...imap, user: 'other' } })
    await expect(mark(first)).rejects.toBeInstanceOf(MailboxTaken)
    const second = await take()
    w.clock.advance(6 * 60_000)
    const third = await take()
    await expect(mark(second)).rejects.toBeInstanceOf(MailboxTaken)
    await w.inside((db) => giveBackMailbox(db, second, { problem: 'Late', more: false }, w.clock.now()))
    expect((await mailAccount.get()).reading).toMatchObject({ state: 'waiting' })
    await mark(third)
    expect(await w.sql('select uid_seen from mailbox')).toEqual([{ uid_seen: 7 }])
    const later = () => {
      w.clock.advance(6 * 60_000)
      return take()
    }
    expect((await later()).uid_seen).toBe(7)
    await mailAccount.save({ ...sender, imap: { ...imap, user: 'third' } })
    const another = await later()
    expect(another.uid_seen).toBeNull() // the numbers are another mailbox’s
    await mark(another)
    await mailAccount.save({ ...sender, imap: { ...imap, user: 'other' } })
    expect((await later()).uid_seen).toBe(7) // what came to the former one meanwhile is read
  })

  it('signs when its record is found, says what is wrong with it, and forgives a DNS that is away', async () => {
    const { dkim } = await mailAccount.get()
    const failing = (code: string) => async () => {
      throw Object.assign(new Error(code), { code })
    }
    const look = async (resolve: (name: string) => Promise<string[][]>) => {
      await mailAccount.checkKey()
      expect((await mailAccount.get()).dkim?.checking).toBe(true)
      const signal = new AbortController().signal
      const log = { info: () => {}, error: () => {} }
      w.clock.advance(10_000)
      await tickJob(keyCheck(resolve), { database: w.database, clock: w.clock, signal, log } as never)
      return (await mailAccount.get()).dkim!
    }
    expect((await look(failing('ENOTFOUND'))).problem).toMatch(/no TXT record at baton/)
    expect((await look(async () => [['v=DKIM1; k=rsa; p=AAAA']])).problem).toMatch(/another key/)
    expect((await look(async () => [['v=spf1 -all']])).problem).toMatch(/no key/)
    const cut = [dkim!.value.slice(0, 200), dkim!.value.slice(200)]
    const good = await look(async (name) => (name === dkim!.name ? [['other'], cut] : []))
    expect(good).toMatchObject({ problem: null, checking: false })
    expect(good.since).not.toBeNull()
    expect((await look(failing('ESERVFAIL'))).since).toEqual(good.since)
    const [was] = await w.sql<{ dkim_secret: string }>('select dkim_secret from mail_account')
    const sealed = (dkim_secret: string) =>
      w.inside((db) => db.updateTable('mail_account').set({ dkim_secret }).execute())
    await sealed(seal('the secret of before the restore', sealedFor('dkim', 1), 'key'))
    const unread = (await mailAccount.get()).dkim
    expect(unread).toMatchObject({ since: null, problem: expect.stringContaining('make another') })
    await sealed(was!.dkim_secret)
    expect((await look(failing('ENODATA'))).since).toBeNull()
    await mailAccount.dropKey()
    expect((await mailAccount.get()).dkim).toBeNull()
  })

  it('is the owner’s alone', async () => {
    for (const role of ['marketer', 'sales_manager', 'sales_rep', 'contractor', 'viewer'] as const) {
      const { client } = await w.member(role)
      await expect(client.mailAccount.get()).rejects.toMatchObject({ status: 403 })
    }
    const stranger = await w.other()
    expect(await stranger.client.mailAccount.get()).toMatchObject({ senderAddress: null, imap: null })
  })
})
