import { describe, expect, it } from 'vitest'
import { correspondence, world } from '#platform/testing'

describe('what comes to the shared mailbox', async () => {
  const w = await world()
  const { box, read, mail, stored, last, written, thread, acts } = await correspondence(w)
  const { conversations, contacts, consent, deals, mailAccount, notices, timeline } = w.owner.client

  it('is read from the day on which the mailbox was set up', async () => {
    expect((await mailAccount.get()).reading).toMatchObject({ state: 'works', problem: null })
    await read()
    expect(await stored()).toEqual([])
  })

  it('goes into the thread whose address it came to, whoever writes: a talk, an act, and a notice', async () => {
    const { id: dealContact } = await contacts.create({ name: 'Seats for Anna', email: 'deal@buyer.example' })
    const { id: dealId } = await deals.create({ name: 'Seats', contactId: dealContact })
    const it = await written('anna@buyer.example', { dealId })
    box.deliver(mail({ from: 'Anna at home <anna@home.example>', to: `${it.letter.reply_to.toUpperCase()}` }))
    await read()
    expect(await thread(it.conversationId)).toMatchObject([
      { direction: 'out' },
      {
        direction: 'in',
        via: 'reply',
        kind: 'human',
        text: expect.stringContaining('Forty'),
        from: 'Anna at home <anna@home.example>',
      },
    ])
    expect((await deals.get({ id: dealId })).talkedAt).not.toBeNull()
    expect(await acts(it.contactId)).toMatchObject([{ human: true, verdict: 'human' }])
    expect((await notices.list({ limit: 50 })).rows.map((row) => row.kind)).toContain('mail_answer')
    const [row] = (await conversations.list({ box: 'unanswered' })).rows
    expect(row).toMatchObject({ id: it.conversationId, unread: true, unanswered: true, claimed: false })
    expect(await conversations.counts()).toEqual({ unread: 1, unanswered: 1 })
    await conversations.see({ id: it.conversationId })
    expect(await conversations.counts()).toEqual({ unread: 0, unanswered: 1 })
    expect((await timeline.list({ contactId: it.contactId })).rows.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['mail.in', 'mail.out']),
    )
    expect((await timeline.list({ contactId: it.contactId })).rows.map((one) => one.kind)).not.toContain(
      'mail.received',
    )
  })

  it('goes into the thread of the mail that it answers, where the address was lost', async () => {
    const it = await written('bo@buyer.example')
    box.deliver(mail({ from: 'bo@buyer.example', head: [`In-Reply-To: ${it.letter.message_id}`] }))
    box.deliver(mail({ from: 'cc@buyer.example', head: [`References: <x@y> ${it.letter.message_id} <z@y>`] }))
    await read()
    expect((await thread(it.conversationId)).map((one) => one.via)).toEqual(['written', 'thread', 'thread'])
  })

  it('of a known sender begins a thread that is only claimed to be theirs', async () => {
    const { id: contactId } = await contacts.create({ name: 'Cy', email: 'cy@buyer.example' })
    box.deliver(mail({ from: 'CY@buyer.example', subject: 'New matter' }))
    await read()
    const [row] = (await conversations.list({ box: 'all', q: 'New matter' })).rows
    expect(row).toMatchObject({ claimed: true, contact: { id: contactId } })
    expect(await acts(contactId)).toEqual([])
    expect((await conversations.before({ conversationId: row!.id })).mayWrite.code).toBe('answers')
    await consent.add({ contactId, channel: 'email', state: 'objected', proof: 'Wrote: no more' })
    w.clock.advance(1000)
    box.deliver(mail({ from: 'cy@buyer.example', subject: 'Forged, after an objection' }))
    await read()
    const [forged] = (await conversations.list({ box: 'all', q: 'Forged' })).rows
    expect((await conversations.before({ conversationId: forged!.id })).mayWrite.may).toBe('no')
  })

  it('with an invented address or Message-ID gets into nobody’s thread', async () => {
    const it = await written('di@buyer.example')
    const token = /\+([0-9a-f]{32})@/.exec(it.letter.reply_to)![1]!
    const near = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
    for (const to of [
      `reply+${near}@firm.example`,
      `reply+${token}@evil.example`,
      `reply+${'0'.repeat(32)}@firm.example`,
    ])
      box.deliver(mail({ from: 'mallory@evil.example', to, subject: 'Let me in' }))
    box.deliver(
      mail({
        from: 'mallory@evil.example',
        head: ['In-Reply-To: <00000000-0000-7000-8000-000000000000@firm.example>'],
      }),
    )
    await read()
    expect(await thread(it.conversationId)).toHaveLength(1)
    expect((await stored()).slice(-4).map((one) => one.state)).toEqual(Array(4).fill('unmatched'))
  })

  it('from a machine stops nothing, and says how it is known', async () => {
    const { id: dealContact } = await contacts.create({ name: 'Eve Deal', email: 'evedeal@buyer.example' })
    const { id: dealId } = await deals.create({ name: 'Away', contactId: dealContact })
    const it = await written('eve@buyer.example', { dealId })
    box.deliver(
      mail({
        from: 'eve@buyer.example',
        to: it.back,
        subject: 'Away until Monday',
        head: ['Auto-Submitted: auto-replied'],
      }),
    )
    await read()
    expect((await thread(it.conversationId))[1]).toMatchObject({
      ...{ direction: 'in', kind: 'automatic', evidence: 'Auto-Submitted: auto-replied' },
    })
    expect((await deals.get({ id: dealId })).talkedAt).toBeNull()
    expect(await acts(it.contactId)).toEqual([
      { human: false, verdict: 'machine', evidence: 'Auto-Submitted: auto-replied' },
    ])
    const rows = (await conversations.list({ box: 'all', q: 'eve@' })).rows
    expect(rows[0]).toMatchObject({ unread: false, unanswered: false })
  })

  const report = (more: { to: string; about: string; messageId: string; status?: string; action?: string }) =>
    mail({
      from: 'Mail Delivery System <MAILER-DAEMON@mx.buyer.example>',
      to: more.to,
      subject: 'Undelivered Mail Returned to Sender',
      type: 'multipart/report; report-type=delivery-status; boundary="B"',
      head: ['Auto-Submitted: auto-replied'],
      body: [
        '--B\nContent-Type: text/plain\n\nI am sorry.',
        '--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.buyer.example',
        `\nFinal-Recipient: rfc822; ${more.about}\nAction: ${more.action ?? 'failed'}\nStatus: ${more.status ?? '5.1.1'}\nDiagnostic-Code: smtp; 550 5.1.1 <${more.about}> No such user ${more.about.split('@')[0]}`,
        `\n--B\nContent-Type: message/rfc822\n\nFrom: sales@firm.example\nMessage-ID: ${more.messageId}\nSubject: Seats\n\nHow many?`,
        '--B--\n',
      ].join('\n'),
    })

  it('as a letter that came back marks it and the bad address; its writer hears of it, and nothing goes there again', async () => {
    const it = await written('finn@buyer.example')
    box.deliver(report({ to: it.back, about: 'finn@buyer.example', messageId: it.letter.message_id }))
    await read()
    await w.tick('letters told')
    expect((await thread(it.conversationId))[0]).toMatchObject({
      state: 'bounced',
      reply: expect.stringContaining('5.1.1'),
    })
    expect(await last()).toMatchObject({
      state: 'bounce',
      kind: 'bounce',
      note: expect.stringContaining('The address is bad'),
    })
    await expect(
      conversations.write({ contactId: it.contactId, subject: 'x', text: 'x' }),
    ).rejects.toMatchObject({
      data: { reason: 'came_back' },
    })
    expect((await notices.list({ limit: 50 })).rows.map((row) => row.kind)).toContain('mail_back')
    await conversations.trust({ contactId: it.contactId })
    expect((await conversations.before({ contactId: it.contactId })).mayWrite.may).toBe('yes')
    // The address hangs on no person in clear text.
    expect(JSON.stringify(await w.sql('select * from stop'))).not.toContain('finn')
  })

  it('says of a full or busy mailbox what it is, and keeps the address', async () => {
    const [full, busy] = [await written('full@buyer.example'), await written('busy@buyer.example')]
    box.deliver(
      report({
        to: full.back,
        about: 'full@buyer.example',
        messageId: full.letter.message_id,
        status: '5.2.2',
      }),
    )
    box.deliver(
      report({
        to: busy.back,
        about: 'busy@buyer.example',
        messageId: busy.letter.message_id,
        status: '4.2.0',
        action: 'delayed',
      }),
    )
    await read()
    const state = async (id: string) => (await thread(id))[0]!.state
    expect([await state(full.conversationId), await state(busy.conversationId)]).toEqual([
      'bounced',
      'accepted',
    ])
    for (const { contactId } of [full, busy])
      expect((await conversations.before({ contactId })).mayWrite.may).toBe('yes')
  })

  it('as an invented report marks nothing', async () => {
    const it = await written('gil@buyer.example')
    const other = await written('hal@buyer.example')
    const { message_id: messageId } = it.letter
    for (const forged of [
      { to: 'reply@firm.example', about: 'gil@buyer.example', messageId: '<guessed@firm.example>' },
      {
        to: `reply+b-${'0'.repeat(32)}@firm.example`,
        about: 'gil@buyer.example',
        messageId: '<guessed@firm.example>',
      },
      // Who was copied in by an answer knows its Message-ID and its recipient.
      { to: 'reply@firm.example', about: 'gil@buyer.example', messageId },
      // Who got one letter knows its Message-ID and may not speak of another's.
      { to: other.back, about: 'gil@buyer.example', messageId: other.letter.message_id },
      { to: it.letter.reply_to, about: 'hal@buyer.example', messageId },
    ])
      box.deliver(report(forged))
    await read()
    expect((await stored()).slice(-5).map((one) => one.state)).toEqual(Array(5).fill('forged'))
    const waiting = (await conversations.unmatched()).rows.filter((row) => row.report)
    expect(waiting).toHaveLength(5)
    expect(waiting[4]!.words).toMatch(/^Not proven.* About gil@buyer.example: 5.1.1 /)
    await conversations.ignore({ id: waiting[4]!.id })
    expect((await conversations.unmatched()).rows.filter((row) => row.report)).toHaveLength(4)
    for (const { conversationId, contactId } of [it, other]) {
      expect((await thread(conversationId))[0]!.state).toBe('accepted')
      expect((await conversations.before({ contactId })).mayWrite.may).toBe('yes')
    }
  })

  it('sent as a blind copy or forwarded by a member is filed with the person', async () => {
    const { logAddress } = await conversations.own()
    const { id: contactId } = await contacts.create({ name: 'Ida', email: 'ida@buyer.example' })
    box.deliver(
      mail({
        from: 'olga@gmail.example',
        to: `ida@buyer.example\nBcc: ${logAddress}`,
        subject: 'From my phone',
      }),
    )
    box.deliver(
      mail({
        ...{ from: 'olga@gmail.example', to: logAddress!, subject: 'Fwd: A question' },
        body: 'See below\n\n---------- Forwarded message ----------\nFrom: Ida <ida@buyer.example>\nTo: olga@gmail.example\n\nHow much?',
      }),
    )
    box.deliver(
      mail({
        from: 'ida@buyer.example',
        to: `reply+log-${'0'.repeat(32)}@firm.example`,
        subject: 'Not a member',
      }),
    )
    await read()
    const rows = (await conversations.list({ box: 'all', q: 'ida@' })).rows
    expect(rows.map((row) => [row.subject, row.claimed, row.unanswered])).toEqual(
      expect.arrayContaining([
        ['From my phone', false, false],
        ['Fwd: A question', false, true],
        ['Not a member', true, true],
      ]),
    )
    const [copy] = rows.filter((row) => row.subject === 'From my phone')
    expect(await thread(copy!.id)).toMatchObject([{ direction: 'out', via: 'log' }])
    expect(JSON.stringify(await thread(copy!.id))).not.toContain('+log-')
    expect(await w.sql('select id from attempt where contact_id = $1', [contactId])).toEqual([])
  })
})
