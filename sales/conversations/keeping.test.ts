import { describe, expect, it } from 'vitest'
import { correspondence, world } from '#platform/testing'

describe('what came to the shared mailbox', async () => {
  const w = await world()
  const { box, read, mail, written, thread } = await correspondence(w)
  const { conversations, contacts } = w.owner.client

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
    await conversations.putBack({ id: rows[0]!.id })
    expect((await conversations.unmatched()).rows[0]?.id).toBe(rows[0]!.id)
    await expect(conversations.putBack({ id: rows[0]!.id })).rejects.toMatchObject({
      data: { reason: 'not_ignored' },
    })
    await conversations.ignore({ id: rows[0]!.id })
    const left = (await conversations.unmatched()).rows.map((row) => row.subject)
    expect(left.filter((it) => ['Win', 'First', 'Second'].includes(it))).toEqual([])
    // Who names no sender is nobody’s other mail.
    for (const subject of ['Nobody one', 'Nobody two']) box.deliver(mail({ from: '', subject }))
    await read()
    const [nobody] = (await conversations.unmatched()).rows
    const { conversationId: hers } = await conversations.adopt({ id: nobody!.id, contactId })
    expect((await thread(hers)).map((one) => one.subject)).toEqual(['Nobody two'])
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
    expect(mails[1]!.note).toMatch(/26 MB/)
  })

  it('is shown a page at a time, the latest first', async () => {
    const it = await written('oda@buyer.example')
    for (let n = 1; n <= 52; n++)
      box.deliver(mail({ from: 'oda@buyer.example', to: it.letter.reply_to, subject: `${n}` }))
    await read()
    const page = await conversations.get({ id: it.conversationId })
    expect(page.mails.map((one) => one.subject)).toEqual(Array.from({ length: 50 }, (_, n) => `${n + 3}`))
    expect(page.earlier).toBe(true)
    const before = await conversations.get({ id: it.conversationId, before: page.mails[0]!.id })
    expect(before.mails.map((one) => one.subject)).toEqual(['Seats', '1', '2'])
    expect(before.earlier).toBe(false)
  })
})
