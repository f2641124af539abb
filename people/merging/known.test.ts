import { describe, expect, it } from 'vitest'
import { correspondence, formVisits, importingFirm } from '#platform/testing'

describe('who was merged is known by what both had', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { contacts, merging, events, search, consent, forms, conversations, erasing, timeline } =
    w.owner.client
  let made = 0
  const person = async (more: object) => (await contacts.create({ name: `Person ${++made}`, ...more })).id
  const merge = async (winnerId: string, loserId: string, take: string[] = []) =>
    (await merging.merge({ record: 'contact', winnerId, loserId, take })).mergeId
  /** Two who are one: private and work. */
  const two = async (name: string, take: string[] = []) => {
    const home = `${name}@home.example`
    const work = `${name}@work.example`
    const winnerId = await person({ email: home, phone: `030 55${++made}`, externalId: `H-${name}` })
    const loser = { phone: `040 66${++made}`, externalId: `W-${name}`, city: 'Aachen' }
    const loserId = await person({ ...loser, email: work })
    return { home, work, winnerId, loserId, mergeId: await merge(winnerId, loserId, take) }
  }
  type Whom = Parameters<typeof events.add>[0]['events'][number]['contact']
  const told = async (contact: Whom) =>
    (await events.add({ events: [{ kind: 'trial_started', contact }] })).rows[0]!
  const found = async (q: string) => (await search.find({ q })).rows.map(({ id }) => id)

  it('to a program that tells of them, by address, number and external id of either', async () => {
    const { home, work, winnerId, loserId } = await two('ada')
    const { phone } = (
      await w.sql<{ phone: string }>('select phone from contact where id = $1', [loserId])
    )[0]!
    for (const contact of [{ email: home }, { email: work.toUpperCase() }, { phone }])
      expect(await told(contact)).toMatchObject({ contactId: winnerId, made: false })
    for (const externalId of ['H-ada', 'W-ada'])
      expect(await told({ externalId })).toMatchObject({ contactId: winnerId, made: false })
    const { rows } = await contacts.batch({ records: [{ externalId: 'W-ada', city: 'Ulm' }] })
    expect(rows).toMatchObject([{ is: 'updated', id: winnerId }])
    expect(await contacts.get({ id: winnerId })).toMatchObject({ city: 'Ulm', externalId: 'H-ada' })
  })

  it('by the values that the merging person did not choose, whichever side had them', async () => {
    const { home, work, winnerId, loserId, mergeId } = await two('bea', ['email', 'phone', 'externalId'])
    expect(await contacts.get({ id: winnerId })).toMatchObject({
      email: work,
      externalId: 'W-bea',
      also: [
        { kind: 'email', value: home },
        { kind: 'phone', value: expect.stringContaining('030 55') },
        { kind: 'externalId', value: 'H-bea', from: null },
      ],
    })
    for (const contact of [
      { email: home },
      { email: work },
      { externalId: 'H-bea' },
      { externalId: 'W-bea' },
    ])
      expect(await told(contact)).toMatchObject({ contactId: winnerId, made: false })
    expect(await merging.unmerge({ id: mergeId })).toMatchObject({ conflicts: [] })
    expect(await contacts.get({ id: winnerId })).toMatchObject({ email: home, externalId: 'H-bea', also: [] })
    expect(await contacts.get({ id: loserId })).toMatchObject({ email: work, externalId: 'W-bea', also: [] })
  })

  it('to a form and its confirmation', async () => {
    const { work, winnerId } = await two('cleo')
    const { publish, open } = formVisits(w)
    const asks = await publish('Asks', 'asks')
    await (await open(asks.url)).send({ name: 'Cleo', email: work, message: 'Call me' })
    expect((await forms.submissions({ formId: asks.id })).rows).toMatchObject([
      { contactId: winnerId, claimed: true },
    ])
    const news = await publish('News', 'newsletter')
    await (await open(news.url)).send({ email: work, consent: 'yes' })
    const letter = (await w.letters()).find(({ subject }) => subject.startsWith('Please confirm'))!
    const link = /\/-\/confirm\/[\w.-]+/.exec(letter.text_body)![0]
    await fetch(w.publicUrl + link, { method: 'POST' })
    const story = (await timeline.list({ contactId: winnerId })).rows.map(({ kind }) => kind)
    expect(story).toContain('optin.confirmed')
    expect((await contacts.list({ q: 'cleo@work.example' })).rows.map(({ id }) => id)).toEqual([winnerId])
    expect((await consent.get({ contactId: winnerId })).permissions).toMatchObject([
      { channel: 'email', topic: 'newsletter', state: 'granted' },
    ])
  })

  it('to the shared mailbox, and is written to by the address that stayed', async () => {
    const { home, work, winnerId } = await two('dora')
    const { box, read, mail } = await correspondence(w)
    await read()
    box.deliver(mail({ from: work, subject: 'From the office' }))
    await read()
    const [row] = (await conversations.list({ box: 'all', q: 'From the office' })).rows
    expect(row).toMatchObject({ claimed: true, contact: { id: winnerId } })
    const said = { basis: 'request', state: 'granted', proof: 'Asked' } as const
    await consent.add({ contactId: winnerId, channel: 'email', ...said })
    const sent = await conversations.write({ contactId: winnerId, subject: 'To you', text: 'Hello' })
    const letters = await w.sql(
      'select to_address from letter l join conversation_mail m on m.letter_id = l.id where m.conversation_id = $1',
      [sent.conversationId],
    )
    expect(letters).toEqual([{ to_address: home }])
  })

  it('to an import, by address and number, which brings the same once', async () => {
    const { home, work, winnerId } = await two('edda')
    const file = await write(
      'edda.csv',
      `Customer ID,Name,E-mail,Job title\nW-edda,Edda,,Buyer\n,Edda,${work},Buyer\n`,
    )
    expect(counted(await bring('contacts', file))).toEqual([2, 0, 2, 0, 0])
    expect(counted(await bring('contacts', file))).toEqual([2, 0, 0, 2, 0])
    expect(await contacts.get({ id: winnerId })).toMatchObject({
      ...{ jobTitle: 'Buyer', externalId: 'H-edda', email: home },
    })
    expect((await contacts.list({ q: work })).rows.map(({ id }) => id)).toEqual([winnerId])
  })

  it('to the search and the warning while typing, each by their own again once separated', async () => {
    const { work, winnerId, loserId, mergeId } = await two('fay')
    const { also } = await contacts.get({ id: winnerId })
    const phone = also.find(({ kind }) => kind === 'phone')!.value
    await contacts.update({ id: winnerId, city: 'Bonn' })
    for (const q of [work, phone, 'W-fay']) expect(await found(q)).toEqual([winnerId])
    const loserName = also[0]!.from!
    expect(await found(loserName)).toEqual([winnerId])
    const typed = async () => {
      const by = async (it: object) => (await contacts.matches(it)).rows.map((row) => [row.id, row.by])
      return [await by({ email: work }), await by({ phone })]
    }
    expect(await typed()).toEqual([[[winnerId, 'email']], [[winnerId, 'phone']]])
    // The winner was changed since, and stays as it is now: but for the words of the other.
    expect((await merging.unmerge({ id: mergeId })).conflicts).toEqual([
      { table: 'contact', rowId: winnerId },
    ])
    for (const q of [work, phone, loserName]) expect(await found(q)).toEqual([loserId])
    expect(await typed()).toEqual([[[loserId, 'email']], [[loserId, 'phone']]])
  })

  it('through a merge of a merge, and back one by one', async () => {
    const first = await two('gus')
    const last = await person({ email: 'gus@third.example' })
    const second = await merge(last, first.winnerId)
    expect(await told({ email: first.work })).toMatchObject({ contactId: last, made: false })
    expect(await told({ externalId: 'W-gus' })).toMatchObject({ contactId: last, made: false })
    expect(await found(first.work)).toEqual([last])
    expect((await contacts.get({ id: last })).also.map(({ value }) => value)).toEqual(
      expect.arrayContaining([first.home, first.work, 'W-gus']),
    )
    await merging.unmerge({ id: second })
    expect(await told({ email: first.work })).toMatchObject({ contactId: first.winnerId, made: false })
    expect(await found(first.work)).toEqual([first.winnerId])
    await merging.unmerge({ id: first.mergeId })
    expect(await told({ email: first.work })).toMatchObject({ contactId: first.loserId, made: false })
    expect(await told({ externalId: 'W-gus' })).toMatchObject({ contactId: first.loserId, made: false })
  })

  it('unless a living person has the same, who then is meant', async () => {
    const { work, winnerId } = await two('hal')
    w.clock.advance(1000)
    const livingId = await person({ email: work, externalId: 'W-hal' })
    expect(await told({ email: work })).toMatchObject({ contactId: livingId })
    expect(await told({ externalId: 'W-hal' })).toMatchObject({ contactId: livingId })
    const file = await write('hal.csv', `Name,E-mail,Town\nHal,${work},Trier\n`)
    expect(counted(await bring('contacts', file))).toEqual([1, 0, 1, 0, 0])
    expect((await contacts.get({ id: livingId })).city).toBe('Trier')
    await contacts.remove({ ids: [livingId] })
    expect(await told({ email: work })).toMatchObject({ contactId: winnerId })
  })

  it('with objections of either', async () => {
    const winnerId = await person({ email: 'ida@home.example' })
    const loserId = await person({ email: 'ida@work.example' })
    await consent.add({
      contactId: loserId,
      channel: 'email',
      state: 'objected',
      topic: '*',
      proof: 'Said so',
    })
    await consent.add({
      contactId: winnerId,
      channel: 'email',
      state: 'granted',
      topic: '*',
      proof: 'Said so',
    })
    await merge(winnerId, loserId)
    await told({ email: 'ida@work.example' })
    expect((await consent.get({ contactId: winnerId })).permissions).toMatchObject([{ state: 'objected' }])
  })

  it('by nobody who may not see them', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const [hers, his] = [{ ownerId: rep.id }, { ownerId: w.owner.id }]
    const [seen, hidden] = [
      await person({ ...hers, email: 'jo@home.example', phone: '030 1' }),
      await person({ ...his, email: 'x@home.example', externalId: 'H-x' }),
    ]
    // A colleague's was merged into hers, and hers into a colleague's.
    await merge(seen, await person({ ...his, email: 'jo@work.example', phone: '040 7788' }))
    await merge(
      hidden,
      await person({ ...hers, email: 'x@work.example', phone: '040 8899', externalId: 'W-x' }),
    )
    const by = async (it: object) => (await rep.client.contacts.matches(it)).rows.map(({ id }) => id)
    expect(await by({ email: 'jo@work.example' })).toEqual([seen])
    expect(await by({ phone: '040 7788' })).toEqual([seen])
    await rep.client.contacts.update({ id: seen, city: 'Bonn' })
    const finds = async (q: string) => (await rep.client.search.find({ q })).rows.map(({ id }) => id)
    expect(await finds('jo@work.example')).toEqual([seen])
    expect((await rep.client.contacts.get({ id: seen })).also).toMatchObject([
      { value: 'jo@work.example' },
      { value: '040 7788' },
    ])
    for (const it of [{ email: 'x@work.example' }, { phone: '040 8899' }]) expect(await by(it)).toEqual([])
    for (const q of ['x@work.example', '8899', 'W-x']) expect(await finds(q)).toEqual([])
    const sent = await rep.client.contacts.batch({ records: [{ externalId: 'W-x', name: 'New' }] })
    expect(sent.rows).toMatchObject([{ is: 'created' }])
  })

  it('until they are erased, with all that the other was known by, and no import brings them back', async () => {
    const { work, winnerId, loserId } = await two('kim')
    const { name } = await contacts.get({ id: winnerId })
    await erasing.erase({ contactId: winnerId, name, cause: 'asked' })
    await w.tick('erasures')
    for (const q of [work, 'W-kim']) expect(await found(q)).toEqual([])
    const rows = await w.sql('select email, phone, external_id from contact where id = any($1::uuid[])', [
      [winnerId, loserId],
    ])
    expect(rows).toEqual([1, 2].map(() => ({ email: null, phone: null, external_id: null })))
    expect(await w.sql('select from contact_number where contact_id = $1', [winnerId])).toEqual([])
    const file = await write('kim.csv', `Customer ID,Name,E-mail\nW-kim,Kim One,\n,Kim Two,${work}\n`)
    expect(counted(await bring('contacts', file))).toEqual([2, 0, 0, 0, 2])
    const refused = { status: 409 }
    await expect(told({ email: work })).rejects.toMatchObject(refused)
    await expect(told({ externalId: 'W-kim' })).rejects.toMatchObject(refused)
  })
})
