import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'

const refusal = (reason: string) => ({ data: { reason } })

describe('a note that mentions somebody', async () => {
  const w = await world()
  const { contacts, deals, timeline, members, search, digest } = w.owner.client
  const anna = await w.member('sales_rep', { name: 'Anna <b>Maria</b>' })
  const bo = await w.member('marketer', { name: 'Bo] @[Li' })
  const narrow = await w.member('sales_rep', { name: 'Nils Narrow', visibility: 'own' })
  const { id: contactId } = await contacts.create({ name: 'Erika Muster', ownerId: w.owner.id })
  const told = async (of: { client: typeof w.owner.client }) =>
    (await of.client.notices.list({})).rows.filter(({ kind }) => kind === 'mention')
  const letters = async () => {
    await w.tick('notice letters')
    return (await w.letters()).filter(({ kind }) => kind === 'notice.mention')
  }

  it('tells them, with a link to it, in the app and by mail', async () => {
    const body = `Ask @[${anna.id}] and @[${bo.id}], twice @[${anna.id}]; not me @[${w.owner.id}]`
    const { id } = await timeline.addNote({ contactId, body })
    const [notice, ...more] = await told(anna)
    expect(more).toEqual([])
    expect(notice).toMatchObject({
      title: 'Olga Owner mentions you: Erika Muster',
      body: 'Ask @Anna <b>Maria</b> and @Bo] @[Li, twice @Anna <b>Maria</b>; not me @Olga Owner',
      link: `/people/${contactId}?note=${id}`,
      contactId,
    })
    expect(await told(bo)).toHaveLength(1)
    expect(await told(w.owner)).toEqual([])
    const mails = await letters()
    expect(mails).toHaveLength(2)
    expect(mails[0]!.html_body).not.toContain('<b>Maria</b>')
  })

  it('tells only who is new when it is edited, and says names as they are now', async () => {
    const { id } = await timeline.addNote({ contactId, body: `For @[${anna.id}]` })
    const before = [(await told(anna)).length, (await told(bo)).length]
    await timeline.editNote({ id, body: `For @[${anna.id}] and @[${bo.id}]` })
    expect([(await told(anna)).length, (await told(bo)).length]).toEqual([before[0], before[1]! + 1])
    await members.update({ id: anna.id, name: 'Anna Neu' })
    const [item] = (await timeline.list({ contactId })).rows
    expect(item).toMatchObject({
      detail: 'For @Anna Neu and @Bo] @[Li',
      written: {
        body: `For @[${anna.id}] and @[${bo.id}]`,
        names: [
          { id: anna.id, name: 'Anna Neu' },
          { id: bo.id, name: 'Bo] @[Li' },
        ],
      },
    })
    expect((await timeline.notes({ contactId })).rows[0]).toMatchObject({
      text: 'For @Anna Neu and @Bo] @[Li',
    })
    expect((await search.find({ q: 'Bo Li' })).rows.some(({ record }) => record === 'note')).toBe(true)
  })

  it('names only who may see the record, and is refused as a whole otherwise', async () => {
    const gone = await w.member('sales_rep', { name: 'Gone' })
    await members.suspend({ id: gone.id })
    const stranger = await w.other()
    const nobody = uuidv7(w.clock.now())
    const count = async () => (await timeline.notes({ contactId })).rows.length
    const before = await count()
    for (const id of [narrow.id, gone.id, stranger.id, nobody])
      await expect(timeline.addNote({ contactId, body: `@[${id}]` })).rejects.toMatchObject(
        refusal('not_mentionable'),
      )
    expect(await count()).toBe(before)
    expect(await told(narrow)).toEqual([])
    const { id: theirs } = await contacts.create({ name: 'His own', ownerId: narrow.id })
    await timeline.addNote({ contactId: theirs, body: `@[${narrow.id}]` })
    expect(await told(narrow)).toHaveLength(1)
    const { id: dealId } = await deals.create({ name: 'Forty', ownerId: w.owner.id })
    await expect(timeline.addNote({ dealId, body: `@[${narrow.id}]` })).rejects.toMatchObject(
      refusal('not_mentionable'),
    )
    // Whoever sees a part names whom they work with, and goes on seeing that part alone.
    await narrow.client.timeline.addNote({ contactId: theirs, body: `@[${anna.id}]` })
    await expect(narrow.client.timeline.addNote({ contactId, body: `@[${anna.id}]` })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('offers whom it can mention, by a part of the name', async () => {
    const names = async (of: Parameters<typeof timeline.mentionable>[0]) =>
      (await timeline.mentionable(of)).rows.map(({ name }) => name)
    expect(await names({ contactId, q: 'anna' })).toEqual(['Anna Neu'])
    expect(await names({ contactId, q: '' })).not.toContain('Nils Narrow')
    expect(await names({ contactId, q: '' })).not.toContain('Olga Owner')
    await expect((await w.other()).client.timeline.mentionable({ contactId })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('is told as somebody wishes: not by mail, not in the app, in the morning', async () => {
    const { client, id } = bo
    await client.notices.setPreference({ kind: 'mention', byMail: false, inApp: false })
    const mails = (await letters()).length
    await timeline.addNote({ contactId, body: `@[${id}]` })
    expect(await letters()).toHaveLength(mails)
    expect(
      (await client.notices.list({ unread: true })).rows.filter((it) => it.kind === 'mention'),
    ).toHaveLength(2)
    expect(await digest.get()).toMatchObject({ on: false })
    await anna.client.digest.set({ on: true })
    const { at } = await anna.client.digest.get()
    w.clock.advance(at!.getTime() - w.clock.now().getTime() - 60_000)
    await timeline.addNote({ contactId, body: `Morning, @[${anna.id}]` })
    w.clock.advance(60_000)
    await w.tick('digest')
    await w.tick('notice letters')
    const [letter] = (await w.letters()).filter(({ kind }) => kind === 'notice.digest')
    expect(letter!.text_body).toContain('Olga Owner mentions you: Erika Muster')
  })
})

describe('the timeline', async () => {
  const w = await world()
  const { contacts, timeline, talks, tasks, views } = w.owner.client
  const { id: contactId } = await contacts.create({ name: 'Erika Muster' })

  it('shows what is asked for, page by page, also where it lies far back', async () => {
    await talks.add({ contactId, channel: 'phone', outcome: 'reached' })
    const task = await tasks.create({ title: 'Call back', contactId })
    await tasks.complete({ id: task.id })
    for (let n = 0; n < 130; n++) {
      if (n % 3) w.clock.advance(1000) // some share an instant
      await timeline.addNote({ contactId, body: `Note ${n}` })
    }
    const kinds = async (show?: string) => {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await timeline.list({
          ...{ contactId, limit: 20 },
          ...(show && { show }),
          ...(cursor && { cursor }),
        })
        seen.push(...page.rows.map((row) => `${row.kind} ${row.detail ?? ''}`.trim()))
        cursor = page.next ?? undefined
      } while (cursor)
      return seen
    }
    const all = await kinds()
    expect(new Set(all).size).toBe(132)
    expect(all).toHaveLength(132)
    expect((await kinds('talks')).sort()).toEqual(['talk'])
    expect((await kinds('talks,tasks')).sort()).toEqual(['talk', 'task.done'])
    expect(await kinds('notes')).toHaveLength(130)
    expect(await kinds('deals')).toEqual([])
    await expect(timeline.list({ contactId, show: 'nothing' })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('keeps what a member asks to see', async () => {
    await views.remember({ record: 'timeline', place: 'notes,talks' })
    expect((await views.list({ record: 'timeline' })).last).toBe('notes,talks')
    const rep = await w.member('sales_rep')
    expect((await rep.client.views.list({ record: 'timeline' })).last).toBe('')
  })

  it('tells what was permitted and objected to, by whom and how, beside the call in which it was said', async () => {
    const { consent } = w.owner.client
    const { id } = await contacts.create({ name: 'Olaf Ohne' })
    const kinds = async (show?: string) =>
      (await timeline.list({ contactId: id, ...(show && { show }) })).rows.map((row) => row.kind)
    await consent.add({
      contactId: id,
      channel: 'email',
      topic: 'newsletter',
      state: 'granted',
      proof: 'At the fair',
    })
    w.clock.advance(60_000)
    await talks.add({ contactId: id, channel: 'phone', outcome: 'reached' })
    w.clock.advance(1000)
    await consent.add({ contactId: id, channel: 'any', state: 'objected', proof: 'On the phone: no more' })
    expect(await kinds()).toEqual(['consent.objected', 'talk', 'consent.granted'])
    expect(await kinds('consent')).toEqual(['consent.objected', 'consent.granted'])
    expect(await kinds('talks')).toEqual(['talk'])
    const [objected, , granted] = (await timeline.list({ contactId: id })).rows
    expect(objected).toMatchObject({
      text: 'Objected to everything',
      detail: 'On the phone: no more',
      who: 'Olga Owner',
      icon: 'stop',
    })
    expect(granted).toMatchObject({ text: 'Allowed e-mail about News', who: 'Olga Owner' })
  })

  it('tells that they stopped everything themselves', async () => {
    const { preferences } = w.owner.client
    const { id } = await contacts.create({ name: 'Stella Still', email: 'stella@x.example' })
    const { url } = await preferences.link({ contactId: id })
    await fetch(url.replace(/^https?:\/\/[^/]+/, w.publicUrl), {
      method: 'POST',
      body: new URLSearchParams({ act: 'stop' }),
    })
    expect((await timeline.list({ contactId: id })).rows).toMatchObject([
      {
        kind: 'consent.objected',
        text: 'Objected to everything',
        detail: expect.stringContaining('on the page'),
      },
    ])
  })

  it('tells whose they were and are, and that two became one and two again', async () => {
    const { merging, companies } = w.owner.client
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const { id } = await contacts.create({ name: 'Ana Alt' })
    const { id: otherId } = await contacts.create({ name: 'Ana Neu', ownerId: w.owner.id })
    await contacts.update({ id, ownerId: w.owner.id })
    w.clock.advance(1000)
    await contacts.update({ id, ownerId: rep.id })
    w.clock.advance(1000)
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: id, loserId: otherId })
    w.clock.advance(1000)
    const texts = async (client = w.owner.client, contactId = id) =>
      (await client.timeline.list({ contactId, show: 'record' })).rows.map((row) => [row.text, row.who])
    expect((await texts())[0]).toEqual(['Became one with Ana Neu', 'Olga Owner'])
    await merging.unmerge({ id: mergeId })
    expect(await texts()).toEqual([
      ['Separated from Ana Neu again', 'Olga Owner'],
      ['Became one with Ana Neu', 'Olga Owner'],
      ['Rita has them now', 'Olga Owner'],
      ['Olga Owner has them now', 'Olga Owner'],
    ])
    expect(await texts(w.owner.client, otherId)).toEqual([
      ['Separated from Ana Alt again', 'Olga Owner'],
      ['Was merged into Ana Alt', 'Olga Owner'],
    ])
    // Who sees one of the two learns nothing of the other.
    expect((await texts(rep.client))[0]).toEqual(['Separated from another record again', 'Olga Owner'])
    const firms = [await companies.create({ name: 'Acme' }), await companies.create({ name: 'Acme AG' })]
    const [one, two] = firms.map((it) => it.id) as [string, string]
    await merging.merge({ record: 'company', winnerId: one, loserId: two })
    const ofFirm = (await timeline.list({ companyId: one })).rows.map((row) => row.text)
    expect(ofFirm).toEqual(['Became one with Acme AG'])
  })
})
