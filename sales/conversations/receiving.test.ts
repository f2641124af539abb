import { beforeAll, describe, expect, it } from 'vitest'
import { silence } from '#platform/installation'
import { mailbox, world } from '#platform/testing'

describe('what comes to the shared mailbox', async () => {
  const w = await world()
  const box = await mailbox()
  const { conversations, contacts, consent, deals, mailAccount, notices, timeline } = w.owner.client
  const read = async () => {
    w.clock.advance(61_000)
    await w.tick('mailboxes')
  }
  let number = 0
  /** A mail as a stranger's program writes it. */
  const mail = (more: {
    from?: string
    to?: string
    subject?: string
    head?: string[]
    body?: string
    type?: string
  }) =>
    [
      `From: ${more.from ?? 'Anna <anna@buyer.example>'}`,
      `To: ${more.to ?? 'reply@firm.example'}`,
      `Subject: ${more.subject ?? 'Seats'}`,
      `Message-ID: <m${++number}@buyer.example>`,
      `Date: ${w.clock.now().toUTCString()}`,
      'MIME-Version: 1.0',
      `Content-Type: ${more.type ?? 'text/plain; charset=utf-8'}`,
      ...(more.head ?? []),
      '',
      more.body ?? 'Forty, please.',
    ].join('\n')
  const stored = () =>
    w.sql<{ state: string; subject: string; kind: string; note: string | null }>(
      'select state, subject, kind, note from incoming order by id',
    )
  const last = async () => (await stored()).at(-1)!
  /** A thread with a letter that the mail server took, and by what one answers to it. */
  const written = async (email: string, more: { dealId?: string } = {}) => {
    const { id: contactId } = await contacts.create({ name: email.split('@')[0]!, email })
    await consent.add({ contactId, channel: 'email', basis: 'request', state: 'granted', proof: 'Asked' })
    const { conversationId } = await conversations.write({
      ...more,
      contactId,
      subject: 'Seats',
      text: 'How many?',
    })
    const [letter] = await w.sql<{ id: string; message_id: string; reply_to: string; bounce_token: string }>(
      `update letter set state = 'accepted', finished_at = $1 where kind = 'conversation' and to_address = $2
       returning id, message_id, reply_to, bounce_token`,
      [w.clock.now(), email],
    )
    return {
      contactId,
      conversationId,
      letter: letter!,
      back: `reply+b-${letter!.bounce_token}@firm.example`,
    }
  }
  const thread = async (id: string) => (await conversations.get({ id })).mails
  const acts = (contactId: string) =>
    w.sql<{ human: boolean; verdict: string; evidence: string }>(
      `select e.human, v.verdict, v.evidence from journal_event e join verdict v on v.event_id = e.id
       join identity i on i.subject_id = e.subject_id where e.kind = 'mail.received' and i.contact_id = $1`,
      [contactId],
    )

  beforeAll(async () => {
    box.deliver(mail({ subject: 'From before' }))
    await mailAccount.save({
      senderAddress: 'sales@firm.example',
      inboundAddress: 'reply@firm.example',
      imap: { host: '127.0.0.1', port: box.port, security: 'none', user: 'info', password: 'secret' },
    })
    await w.tick('mailboxes')
  })

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
        `\nFinal-Recipient: rfc822; ${more.about}\nAction: ${more.action ?? 'failed'}\nStatus: ${more.status ?? '5.1.1'}\nDiagnostic-Code: smtp; 550 5.1.1 No such user`,
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
      // Who got one letter knows its Message-ID and may not speak of another's.
      { to: other.back, about: 'gil@buyer.example', messageId: other.letter.message_id },
      { to: it.letter.reply_to, about: 'hal@buyer.example', messageId },
    ])
      box.deliver(report(forged))
    await read()
    expect((await stored()).slice(-4).map((one) => one.state)).toEqual(Array(4).fill('forged'))
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
    expect(await w.sql('select id from attempt where contact_id = $1', [contactId])).toEqual([])
  })

  it('is stored once: by two readers at a time, after a kill, and in a mailbox that is numbered anew', async () => {
    box.deliver(mail({ from: 'jo@stranger.example', subject: 'Once' }))
    w.clock.advance(61_000)
    await Promise.all([1, 2, 3].map(() => w.tick('mailboxes', { beside: true })))
    const once = async () => (await stored()).filter((one) => one.subject === 'Once').length
    expect(await once()).toBe(1)
    const before = (await stored()).length
    await w.sql('update mail_account set uid_seen = 0') // stored, and killed before the mark was written
    await read()
    box.renumber()
    await read()
    expect((await stored()).length).toBe(before + 1) // the one from before the mailbox was set up is new to us
    expect(await once()).toBe(1)
    box.deliver(mail({ from: 'jo@stranger.example', subject: 'After' }))
    await read()
    expect((await last()).subject).toBe('After')
  })

  it('waits while somebody else reads, and is taken over from who died', async () => {
    box.deliver(mail({ from: 'kim@stranger.example', subject: 'Leased' }))
    await w.sql('update mail_account set lease_until = $1', [new Date(w.clock.now().getTime() + 4 * 60_000)])
    await read()
    expect((await last()).subject).not.toBe('Leased')
    w.clock.advance(5 * 60_000)
    await w.tick('mailboxes')
    expect((await last()).subject).toBe('Leased')
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

  it('waits where the sender is unknown, and becomes a person or goes', async () => {
    w.clock.advance(60_000)
    for (const subject of ['First', 'Second'])
      box.deliver(mail({ from: 'Lea New <lea@new.example>', subject }))
    box.deliver(mail({ from: 'spam@spam.example', subject: 'Win' }))
    await read()
    const { rows } = await conversations.unmatched()
    expect(rows.slice(0, 3).map((row) => row.subject)).toEqual(['Win', 'Second', 'First'])
    const { contactId, conversationId } = await conversations.adopt({ id: rows[1]!.id, name: 'Lea New' })
    expect(await contacts.get({ id: contactId })).toMatchObject({ name: 'Lea New', email: 'lea@new.example' })
    expect((await thread(conversationId)).map((one) => one.subject)).toEqual(['First', 'Second'])
    await conversations.ignore({ id: rows[0]!.id })
    await expect(conversations.ignore({ id: rows[0]!.id })).rejects.toMatchObject({
      data: { reason: 'settled' },
    })
    const left = (await conversations.unmatched()).rows.map((row) => row.subject)
    expect(left.filter((it) => ['Win', 'First', 'Second'].includes(it))).toEqual([])
    const narrow = await w.member('sales_rep', { visibility: 'own' })
    expect((await narrow.client.conversations.unmatched()).rows).toEqual([])
    await expect(narrow.client.conversations.ignore({ id: rows[0]!.id })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('keeps files to be saved, and nothing that runs or loads', async () => {
    const it = await written('mo@buyer.example')
    const html =
      '<p>Hi</p><script>alert(1)</script><img src="https://track.example/p.gif"><img src=x onerror=alert(1)>'
    box.deliver(
      mail({
        ...{ from: 'mo@buyer.example', to: it.letter.reply_to, type: 'multipart/mixed; boundary="B"' },
        body: [
          `--B\nContent-Type: text/html\n\n${html}`,
          '--B\nContent-Type: text/html; name="../../etc/evil.html"\nContent-Disposition: attachment; filename="../../etc/evil.html"\n\n<script>alert(document.cookie)</script>',
          '--B\nContent-Type: image/svg+xml\nContent-Disposition: inline; filename="x.svg"\n\n<svg onload="alert(1)"/>',
          '--B--\n',
        ].join('\n'),
      }),
    )
    await read()
    const shown = (await thread(it.conversationId))[1]!
    expect(shown.html).not.toMatch(/script|onerror|\ssrc=/)
    expect(shown.text.trim()).toBe('Hi')
    expect(shown.pictures).toBe(1)
    expect(shown.files.map((file) => file.name)).toEqual(['_.._etc_evil.html', 'x.svg'])
    for (const file of shown.files) {
      const answer = await fetch(`${w.adminUrl}/api/conversations/files/${file.id}`, {
        headers: { authorization: `Bearer ${w.owner.secret}`, 'baton-workspace': '1' },
      })
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
    const stranger = await w.other()
    await expect(stranger.client.conversations.file({ id: shown.files[0]!.id })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('stays in the mailbox when it is huge, and holds nothing up; nor does what no program can read', async () => {
    const it = await written('ned@buyer.example')
    box.deliver(
      mail({
        from: 'ned@buyer.example',
        to: it.letter.reply_to,
        subject: 'Huge',
        body: 'x'.repeat(26 * 1024 * 1024),
      }),
    )
    box.deliver('\u0000\u0001 no mail at all')
    box.deliver(
      mail({ from: 'a\u0000b@x.example', subject: '=?utf-8?B?gICA?= \ud800', type: 'multipart/mixed' }),
    )
    box.deliver(mail({ from: 'ned@buyer.example', to: it.letter.reply_to, subject: 'After it' }))
    await read()
    const mails = await thread(it.conversationId)
    expect(mails.map((one) => one.subject)).toEqual(['Seats', 'Huge', 'After it'])
    expect(mails[1]!.text).toBe('')
    expect((await stored()).find((one) => one.subject === 'Huge')?.note).toMatch(/26 MB/)
  })
})
