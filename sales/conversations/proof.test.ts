import { describe, expect, it } from 'vitest'
import { correspondence, world } from '#platform/testing'

describe('what proves who wrote a mail', async () => {
  const w = await world()
  const { box, read, mail, written, thread, acts } = await correspondence(w)
  const { conversations, contacts, consent } = w.owner.client
  const objected = async (contactId: string) => {
    await consent.add({ contactId, channel: 'email', state: 'objected', proof: 'Wrote: no more' })
    w.clock.advance(1000)
  }
  const may = async (conversationId: string) => (await conversations.before({ conversationId })).mayWrite.may

  it('is no Message-ID that a stranger chose: a forged mail that answers a forged one is as unproven', async () => {
    const { id: contactId } = await contacts.create({ name: 'Ada', email: 'ada@buyer.example' })
    await objected(contactId)
    box.deliver(mail({ from: 'ada@buyer.example', subject: 'Forged', id: '<mine@evil.example>' }))
    await read()
    box.deliver(mail({ from: 'ada@buyer.example', head: ['In-Reply-To: <mine@evil.example>'] }))
    await read()
    const [row] = (await conversations.list({ box: 'all', q: 'ada@' })).rows
    expect((await thread(row!.id)).map((one) => one.via)).toEqual(['sender', 'sender'])
    expect(row).toMatchObject({ claimed: true, subject: 'Forged' })
    expect(await acts(contactId)).toEqual([])
    expect(await may(row!.id)).toBe('no')
  })

  it('is no such Message-ID in a thread that is known to be theirs either', async () => {
    const it = await written('abe@buyer.example')
    box.deliver(mail({ from: 'abe@buyer.example', to: it.letter.reply_to, id: '<abe@buyer.example>' }))
    await read()
    await objected(it.contactId)
    box.deliver(mail({ from: 'abe@buyer.example', head: ['In-Reply-To: <abe@buyer.example>'] }))
    await read()
    expect((await thread(it.conversationId)).map((one) => one.via)).toEqual(['written', 'reply', 'sender'])
    expect(await may(it.conversationId)).toBe('no')
    box.deliver(mail({ from: 'abe@buyer.example', to: it.letter.reply_to }))
    await read()
    expect(await may(it.conversationId)).toBe('yes')
  })

  it('is no address for answers in the hands of somebody else: their answer lifts nobody’s objection', async () => {
    const it = await written('uma@buyer.example')
    await objected(it.contactId)
    box.deliver(mail({ from: 'colleague@buyer.example', to: it.letter.reply_to }))
    box.deliver(mail({ from: 'other@buyer.example', head: [`In-Reply-To: ${it.letter.message_id}`] }))
    await read()
    expect((await thread(it.conversationId)).map((one) => one.via)).toEqual(['written', 'reply', 'thread'])
    expect(await may(it.conversationId)).toBe('no')
    await contacts.update({ id: it.contactId, email: 'colleague@buyer.example' })
    expect(await may(it.conversationId)).toBe('no')
    box.deliver(mail({ from: 'Uma <UMA@buyer.example>', to: it.letter.reply_to }))
    await read()
    // Of another address than theirs a mail of theirs says nothing: whose it was may have been a mistake.
    expect(await may(it.conversationId)).toBe('no')
    await contacts.update({ id: it.contactId, email: 'uma@buyer.example' })
    expect(await may(it.conversationId)).toBe('yes')
  })

  it('is no address for filing of somebody who left, and is shown to nobody who may only read', async () => {
    const leaver = await w.member('sales_rep')
    const { logAddress } = await leaver.client.conversations.own()
    await contacts.create({ name: 'Lou', email: 'lou@buyer.example' })
    await w.inside((db) =>
      db.updateTable('member').set({ status: 'left' }).where('id', '=', leaver.id).execute(),
    )
    box.deliver(mail({ from: 'ex@gmail.example', to: `lou@buyer.example, ${logAddress}`, subject: 'Late' }))
    await read()
    expect((await conversations.list({ box: 'all', q: 'lou@' })).rows).toEqual([])
    const reader = await w.member('sales_rep')
    await w.sql(`update api_key set scopes = '{conversations.read}' where member_id = $1`, [reader.id])
    expect((await reader.client.conversations.own()).logAddress).toBeNull()
  })

  it('is no copy that a member files, which may be old: it lifts no objection, and says whose word it is', async () => {
    const { logAddress } = await conversations.own()
    const { id: contactId } = await contacts.create({ name: 'Ina', email: 'ina@buyer.example' })
    const before = w.clock.now()
    w.clock.advance(24 * 3600_000)
    box.deliver(
      mail({
        ...{ from: 'olga@gmail.example', to: logAddress!, subject: 'Fwd: Before', date: before },
        body: 'From: Ina <ina@buyer.example>\nTo: olga@gmail.example\n\nHow much?',
      }),
    )
    await read()
    const [row] = (await conversations.list({ box: 'all', q: 'ina@' })).rows
    const { mayWrite } = await conversations.before({ conversationId: row!.id })
    expect(mayWrite).toMatchObject({ may: 'yes', because: expect.stringContaining('A colleague filed') })
    const [{ last_in_at: at }] = (await w.sql<{ last_in_at: Date }>(
      'select last_in_at from conversation where id = $1',
      [row!.id],
    )) as [{ last_in_at: Date }]
    expect(Math.abs(at.getTime() - before.getTime())).toBeLessThan(1000)
    await objected(contactId)
    box.deliver(
      mail({
        ...{ from: 'olga@gmail.example', to: logAddress!, subject: 'Fwd: After' },
        body: 'From: Ina <ina@buyer.example>\nTo: olga@gmail.example\n\nAnd now?',
      }),
    )
    await read()
    for (const { id } of (await conversations.list({ box: 'all', q: 'ina@' })).rows)
      expect(await may(id)).toBe('no')
  })
})
