import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { formVisits, receiver, sendFile, verified, world } from '#platform/testing'

const reason = (code: string) => ({ data: { reason: code } })

describe('webhooks', async () => {
  const w = await world({ proxied: true })
  const { webhooks, contacts, companies, deals, fields, audit } = w.owner.client
  const program = await receiver()
  const all = (await webhooks.events()).rows.map(({ type }) => type)
  const { id, secret } = await webhooks.create({ name: 'Books', url: program.url, events: all })
  const news = async () => Number((await w.sql('select count(*)::int as n from change_news'))[0]!.n)
  const waiting = async () =>
    Number((await w.sql("select count(*)::int as n from webhook_message where state = 'waiting'"))[0]!.n)
  /** What is told until nothing waits: a slow machine takes more than one turn. */
  const heard = async () => {
    do await w.tick('webhooks')
    while ((await waiting()) > 0)
    return program.heard()
  }

  it('are told what they may listen to', () => {
    expect(all).toEqual(expect.arrayContaining(['contact.created', 'deal.won', 'handover.sent_back']))
    expect(new Set(all).size).toBe(all.length)
  })

  it('are signed, so that the library of the standard verifies them, and nobody else’s secret does', async () => {
    const made = await contacts.create({ name: 'Ada Muster', email: 'ada@firm.example', city: 'Bonn' })
    await w.tick('webhooks')
    const [message] = program.received
    expect(message!.headers).toMatchObject({ 'content-type': 'application/json' })
    const told = verified(secret, message!, w.clock.now())
    expect(told).toEqual({
      type: 'contact.created',
      timestamp: w.clock.now().toISOString(),
      data: expect.objectContaining({ id: made.id, name: 'Ada Muster', email: 'ada@firm.example' }),
    })
    const other = await webhooks.create({ name: 'Other', url: program.url, events: ['deal.lost'] })
    expect(() => verified(other.secret, message!, w.clock.now())).toThrow('No matching signature')
    const forged = { ...message!, body: message!.body.replace('Ada', 'Eve') }
    expect(() => verified(secret, forged, w.clock.now())).toThrow('No matching signature')
    await webhooks.remove({ id: other.id })
    program.heard()
  })

  it('say what changed, custom fields too, once for an act, and nothing of what stayed', async () => {
    const { key } = await fields.create({ record: 'contact', label: 'Budget', type: 'number' })
    const made = await contacts.create({ name: 'Bea Muster', city: 'Bonn' })
    expect((await heard()).map(({ type }) => type)).toEqual(['contact.created'])
    await contacts.update({ id: made.id, city: 'Ulm', custom: { [key]: 7 } })
    expect(await heard()).toMatchObject([
      {
        type: 'contact.changed',
        data: {
          id: made.id,
          name: 'Bea Muster',
          changed: { city: { from: 'Bonn', to: 'Ulm' }, [`custom.${key}`]: { from: null, to: 7 } },
        },
      },
    ])
    await contacts.update({ id: made.id, custom: { [key]: 9 } })
    const [own] = await heard()
    expect(own!.data.changed).toEqual({ [`custom.${key}`]: { from: 7, to: 9 } })
    const likes = await fields.create({
      ...{ record: 'contact', label: 'Likes', type: 'choices' },
      choices: ['Tea', 'Milk'],
    })
    await contacts.update({ id: made.id, custom: { [likes.key]: ['Tea', 'Milk'] } })
    const [more] = await heard()
    expect(more!.data.changed).toEqual({ [`custom.${likes.key}`]: { from: [], to: ['Tea', 'Milk'] } })
    await contacts.update({ id: made.id, city: 'Ulm' })
    expect(await heard()).toEqual([])
  })

  it('tell of what somebody does who sees only their own, and are shown to nobody who sees a part', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const made = await rep.client.contacts.create({ name: 'Hers', ownerId: rep.id })
    expect(await heard()).toMatchObject([{ type: 'contact.created', data: { id: made.id, ownerId: rep.id } }])
    await expect(rep.client.webhooks.list()).rejects.toMatchObject(reason('not_permitted'))
    const partial = await w.member('owner', { visibility: 'own' })
    await expect(partial.client.webhooks.messages({ id })).rejects.toMatchObject(reason('sees_a_part'))
  })

  it('say that something went into the bin, and that undo brought it back', async () => {
    const made = await companies.create({ name: 'Kabel Süd' })
    const gone = await companies.remove({ id: made.id })
    await audit.undo({ id: gone.operationId! })
    expect((await heard()).map(({ type, data }) => [type, data.id])).toEqual([
      ['company.created', made.id],
      ['company.deleted', made.id],
      ['company.created', made.id],
    ])
  })

  it('follow a deal', async () => {
    const { stages, reasons } = await w.owner.client.pipeline.get()
    const open = stages.filter(({ kind }) => kind === 'open')
    const deal = await deals.create({ name: 'Forty seats', oneOffMinor: 500_00 })
    await deals.update({ id: deal.id, oneOffMinor: 600_00 })
    await deals.move({ id: deal.id, stageId: open[1]!.id })
    await deals.lose({ id: deal.id, reasonId: reasons.find(({ kind }) => kind === 'lost')!.id })
    await deals.reopen({ id: deal.id })
    await deals.remove({ id: deal.id })
    const told = (await heard()).filter(({ type }) => type.startsWith('deal.'))
    expect(told.map(({ type }) => type.slice(5))).toEqual([
      ...['created', 'changed', 'moved', 'lost', 'moved', 'deleted'],
    ])
    expect(told[1]!.data).toMatchObject({ changed: { oneOffMinor: { from: 500_00, to: 600_00 } } })
    expect(told[3]!.data).toMatchObject({ changed: { state: { from: 'open', to: 'lost' } } })
  })

  it('follow a baton and what a person permits', async () => {
    const { contactId } = await w.owner.client.capture.add({
      ...{ kind: 'call', name: 'Cem Muster', phone: '0170 1', asks: true, words: 'Wants a price' },
    })
    await w.pump()
    const [row] = (await w.owner.client.handovers.list({ contactId })).rows
    await w.owner.client.handovers.accept({ id: row!.id }).catch(() => undefined) // by rule where one is alone
    await w.owner.client.consent.add({ contactId, channel: 'phone', state: 'objected', proof: 'Said so' })
    const told = await heard()
    const ofHandover = told.filter(({ type }) => type.startsWith('handover.'))
    expect(ofHandover.at(-1)).toMatchObject({ type: 'handover.accepted', data: { id: row!.id, contactId } })
    expect(told.filter(({ type }) => type === 'consent.changed').at(-1)).toMatchObject({
      data: { contactId, channel: 'phone', state: 'objected' },
    })
  })

  it('bring what a form was sent with', async () => {
    const { publish, open } = formVisits(w)
    const form = await publish('Demo request', 'asks')
    await heard()
    const { send } = await open(form.url, {})
    await send({ name: 'Dora', email: 'dora@firm.example', phone: '', message: 'Forty seats' })
    const told = (await heard()).find(({ type }) => type === 'form.submitted')
    expect(told!.data).toMatchObject({
      ...{ formId: form.id, form: 'Demo request', answers: { message: 'Forty seats' } },
      contactId: expect.any(String),
    })
  })

  it('tell nothing of what was rolled back, and nothing of what nobody listens to', async () => {
    await w
      .inside(async (db) => {
        await db.updateTable('contact').set({ city: 'Nowhere' }).execute()
        throw new Error('taken back')
      })
      .catch(() => undefined)
    expect(await news()).toBe(0)
    await webhooks.update({ id, events: ['deal.won'] })
    await contacts.create({ name: 'Unheard' })
    expect(await heard()).toEqual([])
    await webhooks.update({ id, isOn: false })
    await heard()
    await contacts.create({ name: 'Unheard too' })
    expect(await news()).toBe(0)
    await webhooks.update({ id, isOn: true, events: all })
  })

  it('tell of a thousand people changed at once a thousand times, noted by the statement that changed them', async () => {
    const ids = Array.from({ length: 1000 }, () => uuidv7(w.clock.now()))
    await w.inside(async (db) => {
      await db
        .insertInto('contact')
        .values(
          ids.map((id) => ({
            ...{ id, name: id, created_via: 'test', status: 'person' as const },
            ...{ created_at: w.clock.now(), changed_at: w.clock.now() },
          })),
        )
        .execute()
    })
    await w.sql('delete from change_news')
    const before = await w.inside((db) =>
      db.selectFrom('change').select('seq').orderBy('seq', 'desc').executeTakeFirst(),
    )
    await w.inside((db) => db.updateTable('contact').set({ city: 'Ulm' }).where('id', 'in', ids).execute())
    expect(await news()).toBe(1000)
    const lines = await w.sql('select count(*)::int as n from change where seq > $1', [before!.seq])
    expect(lines).toEqual([{ n: 1000 }])
    const told = await heard()
    expect(new Set(told.map(({ data }) => data.id)).size).toBe(1000)
    expect(told).toHaveLength(1000)
    expect(await news()).toBe(0)
  }, 120_000)

  it('write one message for an endpoint, event, record and operation, whatever is noted twice', async () => {
    const { operationId, id: contactId } = await contacts.create({ name: 'Once' })
    const again = () =>
      w.sql(
        `insert into change_news (workspace_id, operation_id, table_name, row_id, at)
         values (1, $1, 'contact', $2, now()) on conflict do nothing`,
        [operationId, contactId],
      )
    expect(await heard()).toHaveLength(1)
    await again()
    expect(await heard()).toEqual([])
  })

  it('tell nothing of a file that is brought in', async () => {
    const bytes = new TextEncoder().encode('E-Mail,Vorname\na@history.example,Ärne')
    const file = await sendFile(w.owner.client, 'people.csv', bytes)
    await w.tick('imports')
    await w.owner.client.transfer.start({ id: file })
    await w.tick('imports')
    expect((await contacts.list({ q: 'history.example' })).rows).toHaveLength(1)
    expect(await heard()).toEqual([])
  })

  it('keep their secrets: shown once, in no answer, no change log and no row as it is', async () => {
    const { id: mine, secret: once } = await webhooks.create({
      ...{ name: 'Secretive', url: program.url, events: ['deal.won'] },
    })
    expect(once).toMatch(/^whsec_[\w+/]{43}=$/)
    const raw = once.slice(6)
    const seen = [await webhooks.list(), await webhooks.get({ id: mine })]
    for (const operation of (await audit.list({})).rows)
      seen.push((await audit.changes({ id: operation.id })) as never)
    expect(JSON.stringify(seen)).toContain('Secretive')
    expect(JSON.stringify(seen)).not.toContain(raw)
    expect(JSON.stringify(await w.sql('select * from webhook_state'))).not.toContain(raw)
    await webhooks.remove({ id: mine })
  })

  it('refuse addresses that nobody should call, and events that don’t exist', async () => {
    for (const url of [
      'http://program.example/hooks',
      'https://10.0.0.1/',
      'https://[::ffff:7f00:1]/',
      'https://2130706434/',
      'https://localhost/',
      'https://me:word@program.example/',
      'ftp://program.example/',
      'nothing',
    ])
      await expect(webhooks.create({ name: 'X', url, events: ['deal.won'] })).rejects.toMatchObject(
        reason('bad_address'),
      )
    await expect(
      webhooks.create({ name: 'X', url: program.url, events: ['deal.forgotten'] }),
    ).rejects.toMatchObject(reason('unknown_event'))
  })

  it('are undone like other settings: removed, it listens again; added, it is gone', async () => {
    const added = await webhooks.create({ name: 'Twice', url: program.url, events: ['contact.created'] })
    const gone = await webhooks.remove({ id: added.id })
    await expect(webhooks.get({ id: added.id })).rejects.toMatchObject(reason('no_webhook'))
    await audit.undo({ id: gone.operationId! })
    await contacts.create({ name: 'Heard twice' })
    const told = await heard()
    expect(told).toHaveLength(2)
    await audit.undo({ id: added.operationId! })
    await expect(webhooks.get({ id: added.id })).rejects.toMatchObject(reason('no_webhook'))
  })

  it('of another firm are none of ours', async () => {
    const other = await w.other()
    expect((await other.client.webhooks.list()).rows).toEqual([])
    const { get, rotate, test, replayFailed } = other.client.webhooks
    for (const act of [
      get,
      rotate,
      test,
      (it: { id: string }) => replayFailed({ ...it, since: new Date(0) }),
    ])
      await expect(act({ id })).rejects.toMatchObject(reason('no_webhook'))
    expect((await other.client.webhooks.messages({ id })).rows).toEqual([])
    await other.client.contacts.create({ name: 'Theirs' })
    expect(await heard()).toEqual([])
  })

  it('are brought out of no sample firm, where it is there to be read', async () => {
    const other = await w.other()
    const { id } = await other.client.webhooks.create({
      ...{ name: 'Sample', url: program.url, events: ['contact.created'] },
    })
    await other.client.contacts.create({ name: 'Played' })
    program.received.length = 0
    await w.sql(
      `insert into sample_firm (workspace_id, state, seed, months, user_id, member_name, member_email, done, total, asked_at)
       values ($1, 'ready', 1, 1, gen_random_uuid(), 'x', 'x', 1, 1, now())`,
      [other.workspaceId],
    )
    const kept = { state: 'failed', failure: 'Nothing leaves a sample firm.', attempts: 0 }
    await w.tick('webhooks')
    const [row] = (await other.client.webhooks.messages({ id })).rows
    expect(row).toMatchObject(kept)
    await other.client.webhooks.replay({ id, messageId: row!.id })
    await w.tick('webhooks')
    expect((await other.client.webhooks.messages({ id })).rows).toMatchObject([kept])
    expect(program.received).toEqual([])
  })
})
