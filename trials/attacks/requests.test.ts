import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { asking } from './asking.ts'

/** Requests as an attacker writes them, past our own client. `docs/attacks.md` says which attack is held where. */
describe('a request', async () => {
  const w = await world()
  const stranger = await w.other()
  const rep = await w.member('sales_rep')
  const { ask, people } = asking(w)

  it('that names another firm’s team is refused wherever a team is named (2)', async () => {
    const { id: teamId } = await stranger.client.members.addTeam({ name: 'Theirs' })
    const { id } = await w.member('sales_rep')
    const rule = { name: 'All', productLineId: null, conditions: [], memberIds: [], teamId }
    const answers = [
      await ask('PATCH', `/members/${id}`, { teamId }),
      await ask('POST', '/invitations', {
        email: 'new@firm.example',
        role: 'sales_rep',
        visibility: 'team',
        teamId,
      }),
      await ask('PUT', '/routing-rules', { rules: [rule] }),
    ]
    expect(answers.map((it) => it.status)).toEqual([404, 404, 404])
    expect(await w.sql('select id from invitation where workspace_id = $1', [w.workspaceId])).toEqual([])
  })

  it('can’t write what its shape does not name, nor reach a prototype (6)', async () => {
    const before = await people()
    const made = await ask(
      'POST',
      '/contacts',
      '{"name":"Mass","workspaceId":2,"workspace_id":2,"id":"01900000-0000-7000-8000-00000000000a","mergedInto":"x","__proto__":{"role":"owner"},"constructor":{"prototype":{"role":"owner"}}}',
    )
    expect(made.status).toBe(200)
    const { id } = (await made.json()) as { id: string }
    expect(id).not.toBe('01900000-0000-7000-8000-00000000000a')
    expect(await w.sql('select workspace_id, merged_into from contact where id = $1', [id])).toEqual([
      { workspace_id: w.workspaceId, merged_into: null },
    ])
    expect(await people()).toBe(before + 1)
    expect(({} as { role?: string }).role).toBeUndefined()
  })

  for (const field of [
    '__proto__',
    'constructor',
    'toString',
    'custom.__proto__',
    `name' or '1'='1`,
    'id) or (true',
  ])
    it(`filtering by ${field} is a refusal and no fault (6, 16)`, async () => {
      const filter = { match: 'all' as const, items: [{ field, operator: 'is' as const, value: 'x' }] }
      await expect(w.owner.client.contacts.list({ filter })).rejects.toMatchObject({
        status: 422,
        data: { reason: 'unknown_field' },
      })
    })

  it('carries SQL as a word and nothing more (16)', async () => {
    await w.owner.client.contacts.create({ name: 'Robert' })
    const before = await people()
    for (const word of [`'; delete from contact; --`, `x' or '1'='1`, '\\', '%', '$1', '{}', 'a\u0000b']) {
      const filter = {
        match: 'all' as const,
        items: [{ field: 'name', operator: 'is' as const, value: word }],
      }
      const answer = await w.owner.client.contacts.list({ filter }).then(
        ({ rows }) => rows.length,
        (error: { status: number }) => error.status,
      )
      expect([word, [0, 400, 422].includes(answer)]).toEqual([word, true])
      for (const query of ['sort', 'direction', 'cursor', 'q', 'limit']) {
        const { status } = await ask('GET', `/contacts?${query}=${encodeURIComponent(word)}`)
        expect([query, word, status < 500]).toEqual([query, word, true])
      }
    }
    expect(await people()).toBe(before)
  })

  it('with a hostile zone, locale, currency or region is refused, and is no fault (16)', async () => {
    const firm = () => w.sql('select to_jsonb(w) from workspace w where workspace_id = $1', [w.workspaceId])
    const was = await firm()
    for (const word of [
      `UTC'; delete from contact; --`,
      `UTC' at time zone 'x`,
      'en\u0000',
      '../../etc',
      '+05:30',
      '$1',
    ]) {
      const firms = ['zone', 'locale', 'currency'].map((name) => ({ [name]: word }))
      const bodies = firms.map((body): [string, string, object] => ['PATCH', '/workspace', body])
      bodies.push(['PUT', '/working-hours', { zone: word, region: 'DE-BE', hours: {} }])
      for (const [method, path, body] of bodies)
        expect([body, (await ask(method, path, body)).status]).toEqual([body, 400])
      const days = `/holidays?year=2026&region=${encodeURIComponent(word)}`
      expect([word, (await ask('GET', days)).status < 500]).toEqual([word, true])
    }
    expect(await firm()).toEqual(was)
  })

  it('with a forged place in a list is told so, and is no fault (16)', async () => {
    const { id: contactId } = await w.owner.client.contacts.create({ name: 'Cursor' })
    const { id: campaignId, operationId } = await w.owner.client.campaigns.create({
      ...{ name: 'Fair', channel: 'event', from: '2026-03-01', to: '2026-03-09' },
    })
    const { stages } = await w.owner.client.pipeline.get()
    const id = '01900000-0000-7000-8000-00000000000a'
    const period = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'
    const lists: Record<string, string> = {
      '/contacts?sort=name&direction=asc&': 'name asc,text,id?,id',
      '/companies?sort=revenue&direction=asc&': 'revenue asc,bigint,id?,id',
      '/deals?': 'created desc,time?,id?,id',
      '/deals?sort=value&direction=desc&': 'value desc,float,id?,id',
      '/deals?sort=expectedClose&direction=asc&': 'expectedClose asc,time?,id?,id',
      [`/deals/board/${stages[0]!.id}?`]: 'place asc,float,id',
      '/tasks?box=done&': 'done,time,id',
      '/leads?': 'time,id',
      '/handovers?box=ended&': 'time,id',
      '/send-backs?': 'time,id',
      '/protections?': 'id',
      '/candidates?': 'int,id',
      '/customers?': 'time,text,id',
      '/conversations?': 'time,id',
      '/letters?': 'id',
      '/operations?': 'id',
      '/bin?': 'time,id',
      '/notices?': 'id',
      '/imports?': 'id',
      [`/imports/${id}/refusals?`]: 'int',
      [`/operations/${operationId}/changes?`]: 'bigint',
      [`/history?record=contact&id=${contactId}&`]: 'id',
      [`/contacts/${contactId}/looks?`]: 'time,id',
      [`/campaigns/${campaignId}/participants?`]: 'since desc,time?,id?,id',
      '/submissions?': 'time,id',
      ...{ '/waiting-list?': 'count', '/definitions/preview-rows': 'count' },
      '/products?': 'text,id',
      [`/timeline?contactId=${contactId}&`]: 'time,text',
      [`/files?contactId=${contactId}&`]: 'time,id',
      '/duplicates?record=contact&': 'float,id,id',
      [`/numbers/funnel.lead/rows?${period}&`]: 'time,id',
      [`/attribution/none/deals?${period}&`]: 'time,id',
      [`/came-back/sent_back/rows?${period}&`]: 'time,id',
    }
    const good: Record<string, string | number> = {
      time: '2026-01-01T00:00:00.000Z',
      'time?': '2026-01-01 00:00:00.123+00',
      ...{ int: 5, count: 5, float: '-1.5e3', day: '2026-01-01' },
      text: 'x',
      bigint: '9223372036854775807',
      id,
      'id?': id,
    }
    const notTimes = ['now()', '2026-02-30T00:00:00Z', '0000-00-00', 7, '0000-01-01T00:00:00Z', '2026-W05-1']
    notTimes.push('10:00', '2026-01-01T00:00:00+23:59', '2026-01-01T00:00:00+01:00[Europe/Berlin]')
    const bad: Record<string, unknown[]> = {
      ...{
        time: [...notTimes, null],
        'time?': notTimes,
        int: ['5x', 2 ** 40, null],
        count: [-1, '1e3', null],
      },
      ...{ float: ['.', '1e999', '1e-999', 'NaN'], day: ['2026-W05', '0000-01-01', '2026'] },
      ...{ text: ['a\u0000b', {}], bigint: ['9'.repeat(20), '1e3'], id: ['x', 1, null, `${id}'`] },
      'id?': ['x', 1, `${id}'`],
    }
    const [line] = (await w.owner.client.products.lines({})).rows
    const rule = { id: 'r', axis: 'fit', points: 10, matcher: { field: 'city', op: 'set', value: null } }
    const content = {
      ...{ rules: [rule], fitMax: 10, interestMax: 0, enter: 10, leave: 5 },
      ...{ required: [], exclude: [], recencyDays: null },
    }
    const at = async (list: string, values: unknown) => {
      const cursor = Buffer.from(JSON.stringify(values)).toString('base64url')
      if (list.includes('?')) return (await ask('GET', `${list}cursor=${cursor}`)).status
      return (await ask('POST', list, { productLineId: line!.id, content, group: 'ready', cursor })).status
    }
    for (const [list, kinds] of Object.entries(lists)) {
      const places = kinds.split(',')
      const whole = places.map((kind) => good[kind] ?? kind)
      expect([list, await at(list, whole)]).toEqual([list, 200])
      const forged = [
        7,
        null,
        [],
        [...whole, 1],
        ...places.flatMap((kind, n) => (bad[kind] ?? ['other']).map((it) => whole.with(n, it as string))),
      ]
      for (const values of forged) expect([list, values, await at(list, values)]).toEqual([list, values, 400])
    }
  })

  it('of a key makes no key and no owner (7)', async () => {
    expect((await ask('POST', '/keys', { name: 'more', scopes: ['contacts.read'] })).status).toBe(403)
    await expect(rep.client.members.update({ id: rep.id, role: 'owner' })).rejects.toMatchObject({
      status: 403,
    })
    expect(await w.sql('select role from member where id = $1', [rep.id])).toEqual([{ role: 'sales_rep' }])
  })

  it('from another origin changes nothing, and GET has no effects under /rpc (15)', async () => {
    const before = await people()
    const origin = { origin: 'https://evil.example' }
    const plain = await fetch(`${w.adminUrl}/api/contacts`, {
      method: 'POST',
      headers: { ...origin, 'content-type': 'text/plain' },
      body: '{"name":"Forged"}',
    })
    expect(plain.status).toBe(403)
    const bare = await fetch(`${w.adminUrl}/rpc/contacts/create`, {
      method: 'POST',
      headers: { authorization: `Bearer ${w.owner.secret}` },
      body: '{"json":{"name":"Forged"}}',
    })
    expect(bare.status).toBe(403)
    const data = encodeURIComponent('{"json":{"name":"Forged"}}')
    const got = await fetch(`${w.adminUrl}/rpc/contacts/create?data=${data}`, {
      headers: { authorization: `Bearer ${w.owner.secret}`, 'baton-workspace': '1' },
    })
    expect(got.ok).toBe(false)
    expect(await people()).toBe(before)
  })

  it('larger than 5 MB is refused before it is read, on each way in (25, 32)', async () => {
    expect(
      await said(
        w.adminUrl,
        '/api/contacts',
        'content-length: 6000000000\r\ncontent-type: multipart/form-data; boundary=x',
      ),
    ).toBe(413)
    expect(
      await said(
        w.adminUrl,
        '/rpc/contacts/create',
        'content-length: 6000000\r\ncontent-type: application/json',
      ),
    ).toBe(413)
    expect(
      await said(w.adminUrl, '/api/contacts', 'transfer-encoding: chunked\r\ncontent-type: application/json'),
    ).toBe(411)
    expect(
      await said(
        w.publicUrl,
        '/-/form/x',
        'content-length: 6000000\r\ncontent-type: application/x-www-form-urlencoded',
      ),
    ).toBeGreaterThanOrEqual(404)
  })

  it('with two lengths, or a length and chunks, is no request (21)', async () => {
    expect(await said(w.adminUrl, '/api/contacts', 'content-length: 5\r\ncontent-length: 6')).toBe(400)
    expect(await said(w.adminUrl, '/api/contacts', 'content-length: 5\r\ntransfer-encoding: chunked')).toBe(
      400,
    )
  })
})

/** The status that only the head of a request is answered with; no byte of a body is sent. */
function said(origin: string, path: string, head: string): Promise<number> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\nbaton-workspace: 1\r\n${head}\r\n\r\n`),
    )
    socket.setTimeout(10_000, () => socket.destroy(new Error(`${path} waits for the body`)))
    socket.on('error', reject)
    socket.once('data', (data) => {
      resolve(Number(/^HTTP\/1.1 (\d+)/.exec(data.toString())?.[1]))
      socket.destroy()
    })
  })
}
