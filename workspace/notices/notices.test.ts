import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { noticesTo, notify } from './store.ts'

describe('notices', async () => {
  const w = await world({ proxied: true })
  const tell = (memberId: string, title: string, kind = 'outcome') =>
    w.inside((db) =>
      notify(db, { memberId, kind, title, body: 'Body', link: '/', mail: { text: 'Text' } }, w.clock.now()),
    )
  const mails = async () => {
    await w.tick('notice letters')
    return w.letters()
  }
  const muteLink = (text: string) => `${w.publicUrl}${/\/-\/mute\/\S+/.exec(text)![0]}`

  it('are one’s own: listed, counted, read one by one or all at once', async () => {
    const [anna, ben] = [await w.member('sales_rep'), await w.member('sales_rep')]
    for (const title of ['One', 'Two', 'Three']) await tell(anna.id, title)
    const list = async (unread = true) =>
      (await anna.client.notices.list({ unread })).rows.map(({ title }) => title)
    expect(await list()).toEqual(['Three', 'Two', 'One'])
    const [three] = (await anna.client.notices.list({})).rows
    expect(await ben.client.notices.read({ id: three!.id })).toEqual({ count: 0 })
    expect(await anna.client.notices.read({ id: three!.id })).toEqual({ count: 1 })
    expect([await list(), await anna.client.notices.unread()]).toEqual([['Two', 'One'], { count: 2 }])
    expect(await anna.client.notices.read({})).toEqual({ count: 2 })
    expect([await list(), await list(false)]).toEqual([[], ['Three', 'Two', 'One']])
  })

  it('are found by their link among the many that were read, by the app’s role under row-level security', async () => {
    const plan = await w.inside(async (db) => {
      await sql`set local enable_seqscan = off`.execute(db) // so few rows are read as a whole otherwise
      return JSON.stringify(await noticesTo(db, '/there', 'outcome').explain('json'))
    })
    expect(plan).toMatch(/"Index Name":"notice_link"/)
    expect(plan).toMatch(/"Index Cond":"\(\(workspace_id = [^"]*\(link = '\/there'::text\)\)"/)
  })

  it('come the way each member wants to hear of each kind', async () => {
    const anna = await w.member('marketer')
    const { rows } = await anna.client.notices.preferences()
    expect(rows.find(({ kind }) => kind === 'outcome')).toMatchObject({ inApp: true, byMail: true })
    await anna.client.notices.setPreference({ kind: 'outcome', byMail: false })
    await anna.client.notices.setPreference({ kind: 'outcome', inApp: false })
    await anna.client.notices.setPreference({ kind: 'offered', inApp: false })
    const before = (await mails()).length
    await tell(anna.id, 'Neither')
    await tell(anna.id, 'By mail alone', 'offered')
    expect((await mails()).slice(before).map(({ subject }) => subject)).toEqual(['By mail alone'])
    expect(await anna.client.notices.unread()).toEqual({ count: 0 })
    await expect(anna.client.notices.setPreference({ kind: 'no such', byMail: false })).rejects.toMatchObject(
      {
        status: 404,
      },
    )
  })

  it('stop from the mail: looking changes nothing, the button does, once and for one kind', async () => {
    const anna = await w.member('marketer')
    await tell(anna.id, 'Stop me')
    const link = muteLink((await mails()).at(-1)!.text_body)
    const byMail = async (wanted: string) =>
      (await anna.client.notices.preferences()).rows.find(({ kind }) => kind === wanted)!.byMail
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200)
    expect(await byMail('outcome')).toBe(true)
    // As mailboxes do it (RFC 8058, 3.2).
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')
    expect((await fetch(link, { method: 'POST', body })).status).toBe(200)
    expect([await byMail('outcome'), await byMail('offered')]).toEqual([false, true])
    await anna.client.notices.setPreference({ kind: 'outcome', byMail: true })
    expect((await fetch(link, { method: 'POST' })).status).toBe(200)
    expect(await byMail('outcome')).toBe(true) // the link was used up
    expect((await fetch(`${link.slice(0, -4)}AAAA`, { method: 'POST' })).status).toBe(404)
  })
})
