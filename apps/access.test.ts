import { describe, expect, it } from 'vitest'
import { stateOf, world } from '#platform/testing'
import { foundWorkspace, PERMISSIONS, ROLES, type Role } from '#workspace/members'
import { contract } from './contract.ts'
import { endpointsOf } from './endpoints.ts'
import { wiring } from './wiring.ts'

type Endpoint = { name: string; may: string; also: string | undefined; method: string; path: string }

const all: Endpoint[] = endpointsOf(contract).map(({ meta, ...rest }) => ({
  ...rest,
  may: meta.may,
  also: meta.also,
}))
const guarded = all.filter(({ may }) => may !== 'anyone')
const nobody = '01900000-0000-7000-8000-000000000000'
/**
 * What a look makes, by design: a member's own address for filing mail, the firm's key for notices, and the numbers of
 * changes, which are given to what is committed when somebody asks for changes (decision 25).
 */
const madeWhenAskedFor = [
  ...['public.correspondent', 'public.push_key'],
  ...['public.changed_record', 'public.change_number'],
]
/** Keys have no account; of the others there is no record here. What they answer instead is asked of them all the same. */
const nothingToShow = [
  ...[
    'account.get',
    'agreement.version',
    'audit.undoing',
    'bulk.get',
    'calendars.coverage',
    'contacts.joiners',
    'conversations.file',
    'conversations.get',
  ],
  ...[
    'deals.group',
    'members.invitation',
    'merging.preview',
    'merging.rulePreview',
    'replay.get',
    'sendBacks.get',
    'transfer.get',
  ],
  ...['transfer.refusedFile', 'transfer.stayed', 'transfer.stayedFile'],
  'webhooks.message',
]
const roles = Object.keys(ROLES) as Role[]

describe('the access matrix', async () => {
  const w = await world({ proxied: true })
  let asked = 0
  const send = (path: string, method: string, secret: string | null, body = '{}') =>
    fetch(w.adminUrl + path, {
      method,
      headers: {
        'baton-workspace': String(w.workspaceId),
        // From another place every hundred requests: the limit a minute is not what is asked about here.
        'x-forwarded-for': `198.51.100.${Math.floor(asked++ / 100)}`,
        ...(secret && { authorization: `Bearer ${secret}` }),
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { body }),
    })
  const ask = async (
    { method, path }: Endpoint,
    secret: string | null,
    id = nobody,
    more = '',
  ): Promise<{ status: number; code: string; text: string }> => {
    const answer = await send(`/api${path.replaceAll(/\{\+?\w+\}/g, id)}${more}`, method, secret)
    const text = await answer.text()
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
    const { code = '' } = isProblem ? (JSON.parse(text) as { code?: string }) : {}
    return { status: answer.status, code, text }
  }
  /**
   * Those that do not answer as they must, on either way in, and tables that are not as they were: an empty list is what
   * is wanted.
   */
  const strays = async (rows: readonly Endpoint[], secret: string | null, want: number) => {
    const found: string[] = []
    const before = await stateOf(w)
    await each(rows, async (row) => {
      const { status } = await ask(row, secret)
      if (status !== want) found.push(`${row.name} answered ${status}`)
      const by = await send(`/rpc/${row.name.replaceAll('.', '/')}`, 'POST', secret, '{"json":{}}')
      if (by.status !== want) found.push(`${row.name} answered ${by.status} under /rpc`)
    })
    return [...found, ...changed(before, await stateOf(w))]
  }
  /** Ten at a time: whole lists are asked. */
  const each = async <T>(list: readonly T[], act: (one: T) => Promise<void>) => {
    for (let n = 0; n < list.length; n += 10) await Promise.all(list.slice(n, n + 10).map(act))
  }
  const changed = (before: Record<string, string>, after: Record<string, string>) =>
    Object.keys(after).filter((table) => after[table] !== before[table])

  it('has a row for each endpoint: a method, a path of its own, a permission that exists', () => {
    expect(all.length).toBeGreaterThan(100)
    expect(guarded.filter(({ may }) => !(may in PERMISSIONS)).map(({ name }) => name)).toEqual([])
    expect(all.filter(({ path }) => path === '').map(({ name }) => name)).toEqual([])
    const lines = all.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([])
  })

  it('is written down: a permission that goes or weakens shows here', async () => {
    const lines = all.map(({ name, may, also, method, path }) => {
      const who = roles.filter((role) => may === 'anyone' || (ROLES[role] as readonly string[]).includes(may))
      return `${method.padEnd(6)} ${path} · ${name} · ${also ? `${may} ${also}` : may} · ${who.length === roles.length ? 'every role' : who.join(', ')}`
    })
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('access.txt')
  })

  it('lets nobody in without a key or session, and keeps open only what must be', async () => {
    expect(await strays(guarded, null, 401)).toEqual([])
    expect(await strays(guarded, `baton_${'x'.repeat(43)}`, 401)).toEqual([])
    expect(
      all
        .filter(({ may }) => may === 'anyone')
        .map(({ name }) => name)
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "account.endOtherSessions",
        "account.endSession",
        "account.get",
        "members.accept",
        "members.invitation",
        "members.me",
        "members.setUp",
        "members.setupStatus",
        "sample.mine",
      ]
    `)
  })

  it('ends with the key and with the member', async () => {
    const gone = await w.member('owner', { name: 'Gone' })
    expect((await ask(guarded[0]!, gone.secret)).status).not.toBe(401)
    await w.owner.client.members.suspend({ id: gone.id })
    expect(await strays(guarded, gone.secret, 401)).toEqual([])
  })

  for (const role of roles)
    it(`${role}: refuses what the role does not allow, before it looks at anything else`, async () => {
      const member = await w.member(role)
      const may = new Set<string>(ROLES[role])
      expect(
        await strays(
          guarded.filter((row) => !may.has(row.may)),
          member.secret,
          403,
        ),
      ).toEqual([])
      const before = await stateOf(w)
      await each(
        guarded.filter((row) => may.has(row.may) && row.method === 'GET'),
        async (row) => {
          const { status, code } = await ask(row, member.secret)
          expect({ name: row.name, refused: status === 401 || code === 'not_permitted' }).toEqual({
            name: row.name,
            refused: false,
          })
        },
      )
      expect(changed(before, await stateOf(w)).filter((it) => !madeWhenAskedFor.includes(it))).toEqual([])
    })

  it('has no GET that changes anything, whatever there is to show (15)', async () => {
    const { client, id: memberId } = w.owner
    const { id: companyId } = await client.companies.create({ name: 'Shown' })
    const person = { name: 'Shown', email: 'shown@firm.example', companyId }
    const { id: contactId } = await client.contacts.create(person)
    const { id: dealId } = await client.deals.create({
      name: 'Shown',
      companyId,
      contactId,
      oneOffMinor: 100,
    })
    const { id: taskId } = await client.tasks.create({ title: 'Shown', contactId })
    const { id: formId } = await client.forms.create({ name: 'Shown', intent: 'asks' })
    const { id: campaignId } = await client.campaigns.create({
      ...{ name: 'Shown', channel: 'event', from: '2026-03-01', to: '2026-03-09' },
    })
    const { id: webhookId } = await client.webhooks.create({
      ...{ name: 'Shown', url: 'https://program.example/', events: ['deal.won'] },
    })
    const { id: fieldId } = await client.fields.create({
      ...{ record: 'contact', label: 'Shown', type: 'text', rules: { longest: 9 } },
    })
    const { id: templateId } = await client.templates.create({ name: 'Shown', text: 'Shown' })
    await client.members.invite({ email: 'shown@firm.example', role: 'viewer' })
    await client.capture.add({ contactId, kind: 'call', asks: true })
    await w.pump()
    const [handover] = (await client.handovers.list({ contactId })).rows
    const [letter] = (await client.letters.list({})).rows
    const [line] = (await client.products.lines({})).rows
    const [operation] = (await client.audit.list({})).rows
    const of: Record<string, string> = {
      ...{ companies: companyId, contacts: contactId, deals: dealId, tasks: taskId, forms: formId },
      ...{ campaigns: campaignId, handovers: handover!.id, letters: letter!.id, members: memberId },
      ...{ operations: operation!.id, months: '2026-02-01', numbers: 'funnel.lead', lists: 'contact' },
      ...{
        'came-back': 'upheld',
        attribution: campaignId,
        webhooks: webhookId,
        'mail-templates': templateId,
        fields: fieldId,
      },
    }
    const more = `contactId=${contactId}&recordId=${contactId}&productLineId=${line!.id}&year=2026&region=DE-BE&ids[]=${contactId}`
    const days = `from=2026-02-02&to=2026-03-02&record=contact&q=shown&email=shown@firm.example&${more}`
    const one = `?record=contact&id=${contactId}`
    const times = days.replaceAll(/=(2026-\d\d-\d\d)/g, '=$1T00:00:00Z')
    const shows = all.filter(({ method }) => method === 'GET')
    const before = await stateOf(w)
    const shown = new Set<string>()
    await each(shows, async (row) => {
      for (const asked of ['', `?${days}&by=person`, `?${times}&by=person`, '?by=owner', one]) {
        const { status, text } = await ask(row, w.owner.secret, of[row.path.split('/')[1]!], asked)
        if (status >= 500) throw new Error(`${row.name} answered ${text}`)
        if (status === 200) shown.add(row.name)
      }
    })
    expect(changed(before, await stateOf(w)).filter((it) => !madeWhenAskedFor.includes(it))).toEqual([])
    const unseen = shows.filter(({ name }) => !shown.has(name)).map(({ name }) => name)
    expect(unseen.sort()).toEqual(nothingToShow)
  })

  it('has these ways in beside the router, each for whom it is', async () => {
    const rep = await w.member('sales_rep')
    const body = JSON.stringify({
      password: 'x',
      currentPassword: 'x',
      newPassword: 'a sentence to remember',
    })
    const before = await stateOf(w)
    const said = async (path: string, method = 'GET') => [
      path,
      ...(await Promise.all(
        [null, rep.secret, w.owner.secret].map(async (it) => (await send(path, method, it, body)).status),
      )),
    ]
    const shut = [401, 401, 401] // a key is no session
    expect([
      await said('/stream?workspace=1'),
      await said('/metrics'),
      ...(await Promise.all(['/healthz', '/readyz', '/api/docs', '/api/openapi.json'].map((it) => said(it)))),
      await said('/auth/list-sessions'),
      await said('/auth/change-password', 'POST'),
      await said('/auth/two-factor/enable', 'POST'),
      await said('/auth/two-factor/disable', 'POST'),
      await said('/auth/update-user', 'POST'),
      await said('/auth/sign-up/email', 'POST'),
    ]).toEqual([
      ['/stream?workspace=1', ...shut],
      ['/metrics', 401, 403, 200],
      ...['/healthz', '/readyz', '/api/docs', '/api/openapi.json'].map((it) => [it, 200, 200, 200]),
      ['/auth/list-sessions', ...shut],
      ['/auth/change-password', ...shut],
      ['/auth/two-factor/enable', ...shut],
      ['/auth/two-factor/disable', ...shut],
      ['/auth/update-user', ...shut],
      ['/auth/sign-up/email', 400, 400, 400],
    ])
    await expect(
      `${wiring.public
        .map(({ method, path }) => `${[method].flat().join(' ')} ${path}`)
        .sort()
        .join('\n')}\n`,
    ).toMatchFileSnapshot('access-public.txt')
    const built = ['/-/form.js', '/-/baton.js']
    for (const { method, path } of wiring.public.filter((it) => !built.includes(it.path))) {
      const url = w.publicUrl + path.replaceAll(/:\w+|\*/g, nobody)
      for (const how of [method].flat())
        expect([how, path, (await fetch(url, { method: how, redirect: 'manual' })).status]).toEqual([
          how,
          path,
          expect.toSatisfy((status: number) => status < 500),
        ])
    }
    expect(changed(before, await stateOf(w))).toEqual([])
  })

  it('ends at the workspace: our ids are nobody’s there, and nothing of ours changes', async () => {
    const { contacts, companies, deals, fields } = w.owner.client
    const company = await companies.create({ name: 'Ours GmbH' })
    const person = await contacts.create({ name: 'Ours', companyId: company.id })
    const deal = await deals.create({ name: 'Ours Deal', companyId: company.id, oneOffMinor: 100 })
    const field = await fields.create({ record: 'contact', label: 'Ours Field', type: 'text' })
    const elsewhere = await foundWorkspace(
      { ...w.house, founders: wiring.founders },
      { name: 'Theirs', zone: 'Europe/Berlin', region: 'DE-BE', locale: 'en', currency: 'EUR' },
    )
    const theirs = await w.member('owner', { workspaceId: elsewhere })
    const before = await stateOf(w, w.workspaceId)
    const found: string[] = []
    for (const id of [nobody, company.id, person.id, deal.id, field.id, w.owner.id])
      await each(
        guarded.filter(({ path }) => path.includes('{') === (id !== nobody)),
        async (row) => {
          const { status, text } = await ask(row, theirs.secret, id)
          if (text.includes('Ours') || text.includes('Olga')) found.push(`${row.name} showed it`)
          if (status === 429 || status >= 500) found.push(`${row.name} answered ${status}`)
        },
      )
    expect(found).toEqual([])
    expect(changed(before, await stateOf(w, w.workspaceId))).toEqual([])
    expect(await contacts.get({ id: person.id })).toMatchObject({ name: 'Ours' })
  })
})
