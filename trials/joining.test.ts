import { describe, expect, it } from 'vitest'
import { correspondence, formVisits, world } from '#platform/testing'

/** Whoever is heard of joins the company that has the domain of their address, by every way in which strangers come. */
describe('joining a company by domain', async () => {
  const w = await world({ proxied: true })
  const { companies, contacts, conversations, audit } = w.owner.client
  const { publish, open } = formVisits(w)
  await companies.create({ name: 'Join AG', domain: 'join.example' })
  await companies.create({ name: 'Nord GmbH', domain: 'nord.join.example' })
  await companies.create({ name: 'Gmail Fans', domain: 'fans.example' })
  const { url } = await publish('Inquiry', 'asks')
  const firmOf = async (email: string) => {
    const [row] = (await contacts.list({ q: email })).rows
    return row ? [row.company?.name ?? null, row.companyByDomain] : 'nobody'
  }
  const sent = async (values: Record<string, string>) => {
    const { send } = await open(url)
    expect((await send({ name: 'Kim', message: 'Forty seats', ...values })).status).toBe(303)
    return firmOf(values.email!.toLowerCase())
  }

  it('does so by a form, the closest domain first, unless they say another company', async () => {
    expect(await sent({ email: 'Kim@JOIN.example' })).toEqual(['Join AG', 'join.example'])
    expect(await sent({ email: 'kim@mail.nord.join.example' })).toEqual(['Nord GmbH', 'nord.join.example'])
    expect(await sent({ email: 'own@join.example', company: 'Müller & Kim' })).toEqual(['Müller & Kim', null])
    expect(await sent({ email: 'kim@enjoin.example' })).toEqual([null, null])
  })

  it('joins nobody by a provider at which anybody may have an address', async () => {
    for (const domain of ['gmail.com', 'web.de', 'mail.ru', 'team.proton.me'])
      expect(await sent({ email: `kim@${domain}` })).toEqual([null, null])
    await expect(companies.create({ name: 'Mail', domain: 'web.de' })).rejects.toMatchObject({
      data: { reason: 'free_mail' },
    })
    // A site that stood there before the firm said that it is everybody’s.
    await companies.saveJoining({ on: true, freeMail: ['fans.example'] })
    expect(await sent({ email: 'kim@fans.example' })).toEqual([null, null])
  })

  it('does so where a mail of somebody unknown is filed with them, and by their acts that a program reports', async () => {
    const { box, mail, read } = await correspondence(w)
    w.clock.advance(60_000)
    box.deliver(mail({ from: 'Lea Ångström <lea@Join.example>', subject: 'Seats' }))
    box.deliver(mail({ from: 'Max <max@gmx.de>', subject: 'Chairs' }))
    await read()
    for (const { id, subject } of (await conversations.unmatched()).rows)
      if (subject !== 'From before') await conversations.adopt({ id })
    expect(await firmOf('lea@join.example')).toEqual(['Join AG', 'join.example'])
    expect(await firmOf('max@gmx.de')).toEqual([null, null])
    await w.owner.client.events.add({
      events: ['eva@nord.join.example', 'eva@yahoo.co.uk'].map((email) => ({
        kind: 'trial_started',
        contact: { email },
      })),
    })
    expect(await firmOf('eva@nord.join.example')).toEqual(['Nord GmbH', 'nord.join.example'])
    expect(await firmOf('eva@yahoo.co.uk')).toEqual([null, null])
    const { rows } = await contacts.batch({
      records: ['bo@join.example', 'bo@icloud.com'].map((email) => ({ name: 'Bo', email })),
    })
    expect(rows).toHaveLength(2)
    expect(await firmOf('bo@join.example')).toEqual(['Join AG', 'join.example'])
    expect(await firmOf('bo@icloud.com')).toEqual([null, null])
  })

  it('is switched off for all of these, and on again by taking that back', async () => {
    const { operationId } = await companies.saveJoining({ on: false, freeMail: [] })
    expect(await sent({ email: 'off@join.example' })).toEqual([null, null])
    await audit.undo({ id: operationId! })
    expect(await sent({ email: 'on@join.example' })).toEqual(['Join AG', 'join.example'])
  })
})
