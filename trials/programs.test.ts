import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { BatonError, baton, changesSince, each } from '../client/index.js'

const day = 86_400_000

/** Programs that bring many must know what became of each, and are answered as people are. */
describe('a program', async () => {
  const w = await world()
  const { contacts, companies, deals, fields, merging, audit, webhooks } = w.owner.client
  const { key } = await fields.create({ record: 'contact', label: 'Level', type: 'text' })
  const dealField = await fields.create({ record: 'deal', label: 'Level', type: 'text' })

  type Answer = {
    index: number
    is: string
    id: string
    problem: { status: number; code: string; fields?: object } | null
  }
  type Batch = { created: number; updated: number; refused: number; operationId: string; rows: Answer[] }
  const send = async (
    path: string,
    body: object,
    headers: Record<string, string> = {},
    key = w.owner.secret,
  ) => {
    const answer = await fetch(`${w.adminUrl}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return {
      status: answer.status,
      body: (await answer.json()) as Batch & { code?: string; fields?: object },
    }
  }

  it('brings a thousand people in one call, which is undone as one', async () => {
    const rows = (city: string) =>
      Array.from({ length: 1000 }, (_, n) => ({
        ...{ externalId: `crm-${n}`, name: `Brought ${n}`, email: `b${n}@x.example`, city },
        ...{ tags: ['Brought'], custom: { [key]: `L${n}` }, companyName: `Brought ${n % 10}` },
      }))
    const before = await contacts.count({ exactly: true })
    const first = await send(
      '/contacts/batch',
      { records: rows('Ulm') },
      { 'idempotency-key': 'first-batch' },
    )
    expect([first.status, first.body.created, first.body.refused]).toEqual([200, 1000, 0])
    const again = await send(
      '/contacts/batch',
      { records: rows('Ulm') },
      { 'idempotency-key': 'first-batch' },
    )
    expect(again.body).toEqual(first.body)
    const last = await contacts.get({ id: first.body.rows[999]!.id })
    expect(last).toMatchObject({
      ...{
        externalId: 'crm-999',
        city: 'Ulm',
        tags: ['Brought'],
        custom: { [key]: 'L999' },
        createdVia: 'api',
      },
      ...{ company: { name: 'Brought 9' }, stage: 'person' },
    })
    expect((await contacts.list({ q: 'b77@x.example' })).rows).toHaveLength(1)
    const known = await send('/contacts/batch', { records: rows('Bonn').slice(0, 50) })
    expect(known.body).toMatchObject({ created: 0, updated: 50, refused: 0 })
    expect((await contacts.get({ id: known.body.rows[0]!.id })).city).toBe('Bonn')
    await audit.undo({ id: known.body.operationId })
    expect((await contacts.get({ id: known.body.rows[0]!.id })).city).toBe('Ulm')
    expect(await audit.undo({ id: first.body.operationId })).toMatchObject({ state: 'undoing' })
    await w.tick('undoing')
    expect(await contacts.count({ exactly: true })).toEqual(before)
  }, 180_000)

  it('is told of each record what became of it; of one that is refused nothing is done', async () => {
    const stranger = '01900000-0000-7000-8000-000000000000'
    const { status, body } = await send('/contacts/batch', {
      records: [
        { externalId: 'p-1', name: 'Good' },
        { name: 'Bad', email: 'no address' },
        { externalId: 'p-1', city: 'Ulm' },
        { id: stranger, city: 'Ulm' },
        { externalId: 'p-2', name: 'Half', custom: { nothing: 'x' } },
        { externalId: 'p-3', name: 'Linked', companyId: stranger },
        { externalId: 'p-4', name: 'Also good', tags: ['Kept'] },
        {},
      ],
    })
    expect([status, body.created, body.updated, body.refused]).toEqual([200, 2, 1, 5])
    expect(body.rows.map(({ is, problem }) => problem?.code ?? is)).toEqual([
      ...['created', 'bad_record', 'updated', 'not_there', 'unknown_field', 'no_company', 'created'],
      expect.any(String),
    ])
    expect(body.rows[1]!.problem).toMatchObject({ status: 422, fields: { email: expect.any(String) } })
    expect(body.rows[2]!.id).toBe(body.rows[0]!.id)
    expect((await contacts.list({ q: 'Half' })).rows).toEqual([])
    expect((await contacts.list({ tag: 'Kept' })).rows.map(({ name }) => name)).toEqual(['Also good'])
    const winnerId = body.rows[6]!.id
    await merging.merge({ record: 'contact', winnerId, loserId: body.rows[0]!.id })
    const ofMerged = await send('/contacts/batch', { records: [{ id: body.rows[0]!.id, city: 'Trier' }] })
    expect(ofMerged.body.rows).toMatchObject([{ is: 'updated' }])
    expect(await contacts.get({ id: winnerId })).toMatchObject({ city: 'Trier', externalId: 'p-4' })
    const most = await send('/contacts/batch', {
      records: Array.from({ length: 1001 }, () => ({ name: 'x' })),
    })
    expect([most.status, JSON.stringify(most.body)]).toEqual([
      400,
      expect.stringContaining('At most 1,000 records'),
    ])
    expect((await send('/contacts/batch', { records: [] })).status).toBe(400)
  })

  it('brings companies and deals too, within its reach', async () => {
    const firms = await send('/companies/batch', {
      records: [{ externalId: 'f-1', name: 'Firm', sector: 'Energy', tags: ['Key'] }, { externalId: 'f-2' }],
    })
    expect(firms.body.rows.map(({ is, problem }) => problem?.code ?? is)).toEqual(['created', 'no_name'])
    const companyId = firms.body.rows[0]!.id
    const sale = {
      externalId: 'd-1',
      name: 'Sale',
      companyId,
      oneOffMinor: 500,
      fields: { [dealField.key]: 'A' },
    }
    const sales = await send('/deals/batch', {
      records: [sale, { ...sale, oneOffMinor: 700 }, { externalId: 'd-2' }],
    })
    expect(sales.body.rows.map(({ is, problem }) => problem?.code ?? is)).toEqual([
      'created',
      'updated',
      'no_name',
    ])
    const { id } = sales.body.rows[0]!
    expect(await deals.get({ id })).toMatchObject({
      valueMinor: 700,
      externalId: 'd-1',
      fields: { [dealField.key]: 'A' },
    })
    await audit.undo({ id: sales.body.operationId })
    await expect(deals.get({ id })).rejects.toMatchObject({ status: 404 })
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const theirs = await send(
      '/companies/batch',
      { records: [{ id: companyId, name: 'Taken' }, { externalId: 'f-1', name: 'Taken' }, { name: 'Own' }] },
      {},
      rep.secret,
    )
    expect(theirs.body.rows.map(({ is, problem }) => problem?.code ?? is)).toEqual([
      'not_there',
      'taken',
      'created',
    ])
    expect((await companies.get({ id: companyId })).name).toBe('Firm')
    expect((await rep.client.companies.list({})).rows.map(({ name }) => name)).toEqual(['Own'])
  })

  it('is described its firm’s own fields, with a key', async () => {
    await fields.create({ record: 'company', label: 'Size', type: 'choice', choices: ['S', 'L'] })
    await fields.create({ record: 'company', label: 'Worth', type: 'money' })
    const described = async (headers: Record<string, string>) => {
      const answer = await fetch(`${w.adminUrl}/api/openapi.json`, { headers })
      return { status: answer.status, text: await answer.text(), cache: answer.headers.get('cache-control') }
    }
    const general = await described({})
    expect(general.text).not.toContain('"Worth"')
    expect(general.cache).toContain('public')
    const own = await described({ authorization: `Bearer ${w.owner.secret}` })
    expect([own.status, own.cache]).toEqual([200, 'no-store'])
    const { paths } = JSON.parse(own.text)
    const sent = (path: string, method: string) =>
      paths[path][method].requestBody.content['application/json'].schema.properties
    expect(sent('/companies', 'post').custom).toEqual({
      type: 'object',
      properties: {
        size: { title: 'Size', enum: ['S', 'L', null] },
        worth: { title: 'Worth', type: ['integer', 'null'], description: 'In minor units of EUR' },
      },
      additionalProperties: false,
    })
    expect(sent('/companies/batch', 'post').records.items.properties.custom.properties).toHaveProperty(
      'worth',
    )
    expect(sent('/deals', 'post').fields.properties).toEqual({
      [dealField.key]: { title: 'Level', type: ['string', 'null'] },
    })
    const { schema } = paths['/contacts/{id}'].get.responses['200'].content['application/json']
    expect(Object.keys(schema.properties.custom.properties)).toEqual([key])
    const other = await w.other()
    expect((await described({ authorization: `Bearer ${other.secret}` })).text).not.toContain('"Worth"')
    expect((await described({ authorization: 'Bearer baton_wrong' })).status).toBe(401)
  })

  it('is answered a secret again by its Idempotency-Key, and no copy of the database tells it', async () => {
    const ask = () =>
      send(
        '/webhooks',
        { name: 'Program', url: 'https://x.example', events: ['contact.created'] },
        { 'idempotency-key': 'one-webhook' },
      )
    const [one, two] = [await ask(), await ask()] as unknown as { status: number; body: { secret: string } }[]
    expect(one!.body.secret).toMatch(/^whsec_/)
    expect(two!.body).toEqual(one!.body)
    expect((await webhooks.list()).rows).toHaveLength(1)
    const kept = await w.sql('select response from idempotency where key = $1', ['one-webhook'])
    expect(JSON.stringify(kept)).toContain('sealed')
    expect(JSON.stringify(kept)).not.toContain(one!.body.secret)
  })

  it('speaks through the published client as through HTTP: lists, changes, files, problems, repeats', async () => {
    const client = baton({ url: w.adminUrl, key: w.owner.secret })
    const records = Array.from({ length: 30 }, (_, n) => ({
      name: `Client ${n}`,
      city: n % 2 ? 'Ulm' : 'Bonn & Co',
    }))
    w.clock.advance(day)
    const { next: cursor } = await client.contacts.changes({ updated_since: w.clock.now() })
    const made = await client.contacts.batch({ records })
    expect(made.created).toBe(30)
    const filter = {
      match: 'all' as const,
      items: [{ field: 'city', operator: 'is' as const, value: ['Bonn & Co'] }],
    }
    const names: string[] = []
    for await (const { name } of each(client.contacts.list, { filter, q: 'Client', limit: 4 }))
      names.push(name)
    expect(names.toSorted()).toEqual(
      records
        .filter(({ city }) => city !== 'Ulm')
        .map(({ name }) => name)
        .toSorted(),
    )
    const heard: string[] = []
    for await (const { rows } of changesSince(client.contacts.changes, { cursor, limit: 7 }))
      heard.push(...rows.map(({ id }) => id))
    expect(new Set(heard)).toEqual(new Set(made.rows.map(({ id }) => id)))
    const again = { idempotencyKey: 'client-once' }
    const [one, two] = [
      await client.contacts.create({ name: 'Once', custom: { [key]: 'é' } }, again),
      await client.contacts.create({ name: 'Once', custom: { [key]: 'é' } }, again),
    ]
    expect(two).toEqual(one)
    const { custom } = await client.contacts.get({ id: one.id })
    expect(custom).toEqual({ [key]: 'é' })
    const file = await client.contacts.export({ filter, columns: ['name'] })
    expect(file.name).toMatch(/^people-.*\.csv$/)
    expect((await file.text()).trim().split('\r\n')).toHaveLength(16)
    const sent = await client.transfer.create({ fileName: 'people.csv', sizeBytes: 6 })
    const part = new Blob(['email,'])
    expect(await client.transfer.part({ id: sent.id, offset: 0, part })).toEqual({ receivedBytes: 6 })
    const refused = await client.contacts
      .update({ id: one.id, email: 'none' })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(BatonError)
    expect(refused).toMatchObject({ status: 400, code: 'bad_request', fields: { email: expect.any(String) } })
  })

  it('is sent again by the client when the connection breaks off, and done once', async () => {
    let calls = 0
    const breaking: typeof fetch = async (...of) => {
      const answer = await fetch(...of)
      if (++calls === 1) throw new TypeError('the connection broke off, after it was done')
      return answer
    }
    const client = baton({ url: `${w.adminUrl}/`, key: w.owner.secret, fetch: breaking })
    const { id } = await client.companies.create({ name: 'Sent twice' })
    expect(calls).toBe(2)
    expect((await companies.list({ q: 'Sent twice' })).rows.map((row) => row.id)).toEqual([id])
  })

  it('takes any view as JSON: the columns asked for, texts as they are, no further than its reach', async () => {
    const temporary = process.env.TMPDIR
    process.env.TMPDIR = await mkdtemp(path.join(os.tmpdir(), 'baton-exports-'))
    try {
      const client = baton({ url: w.adminUrl, key: w.owner.secret })
      const rep = await w.member('sales_rep', { visibility: 'own' })
      const tags = ['JSON', 'a; b']
      await contacts.create({ name: '=1+1', tags, custom: { [key]: '-x' }, ownerId: rep.id })
      await contacts.create({ name: 'Not theirs', tags, ownerId: w.owner.id })
      const columns = ['name', 'tag', `custom.${key}`, 'openDeals']
      const view = { tag: 'JSON', sort: 'name', direction: 'asc' as const, columns, format: 'json' as const }
      const file = await client.contacts.export(view)
      expect([file.name, file.type]).toEqual([expect.stringMatching(/^people-.*\.json$/), 'application/json'])
      const theirs = { name: '=1+1', tag: ['a; b', 'JSON'], [`custom.${key}`]: '-x', openDeals: 0 }
      const all = JSON.parse(await file.text())
      expect(all).toEqual([theirs, expect.objectContaining({ name: 'Not theirs', [`custom.${key}`]: null })])
      const own = baton({ url: w.adminUrl, key: rep.secret })
      expect(JSON.parse(await (await own.contacts.export(view)).text())).toEqual([
        { ...theirs, openDeals: null },
      ])
      expect(JSON.parse(await (await client.contacts.export({ ...view, tag: 'None' })).text())).toEqual([])
      const sale = await deals.create({
        name: 'In JSON',
        oneOffMinor: 12_345,
        fields: { [dealField.key]: '=x' },
      })
      const sold = await client.deals.export({ q: 'In JSON', format: 'json' })
      expect(JSON.parse(await sold.text())).toMatchObject([
        {
          externalId: sale.id,
          name: 'In JSON',
          oneOff: 123.45,
          products: [],
          [`custom.${dealField.key}`]: '=x',
        },
      ])
      expect(await (await client.deals.export({ q: 'In JSON' })).text()).toMatch(/,Level\r\n.*,'=x\r\n$/)
      await expect.poll(() => readdir(process.env.TMPDIR!)).toEqual([]) // what was sent lies nowhere any more
    } finally {
      await rm(process.env.TMPDIR, { recursive: true })
      if (temporary === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = temporary
    }
  })
})
