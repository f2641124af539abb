import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
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
const roles = Object.keys(ROLES) as Role[]

describe('the access matrix', async () => {
  const w = await world({ proxied: true })
  let asked = 0
  const ask = async (
    { method, path }: Endpoint,
    secret: string | null,
    id = nobody,
  ): Promise<{ status: number; code: string; text: string }> => {
    const url = `${w.adminUrl}/api${path.replaceAll(/\{\+?\w+\}/g, id)}`
    const answer = await fetch(url, {
      method,
      headers: {
        'baton-workspace': String(w.workspaceId),
        // From another place every hundred requests: the limit a minute is not what is asked about here.
        'x-forwarded-for': `198.51.100.${Math.floor(asked++ / 100)}`,
        ...(secret && { authorization: `Bearer ${secret}` }),
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { body: '{}' }),
    })
    const text = await answer.text()
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
    const { code = '' } = isProblem ? (JSON.parse(text) as { code?: string }) : {}
    return { status: answer.status, code, text }
  }
  /** Those that do not answer as they must, by name: an empty list is what is wanted. */
  const strays = async (rows: readonly Endpoint[], secret: string | null, want: number) => {
    const found: string[] = []
    for (const row of rows) {
      const { status } = await ask(row, secret)
      if (status !== want) found.push(`${row.name} answered ${status}`)
    }
    return found
  }

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
      for (const row of guarded.filter((row) => may.has(row.may) && row.method === 'GET')) {
        const { status, code } = await ask(row, member.secret)
        expect({ name: row.name, refused: status === 401 || code === 'not_permitted' }).toEqual({
          name: row.name,
          refused: false,
        })
      }
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
    const changes = () =>
      w.sql<{ n: number }>('select count(*)::int as n from change where workspace_id = $1', [w.workspaceId])
    const before = await changes()
    const found: string[] = []
    for (const id of [company.id, person.id, deal.id, field.id, w.owner.id])
      for (const row of guarded) {
        const { status, text } = await ask(row, theirs.secret, id)
        if (text.includes('Ours') || text.includes('Olga')) found.push(`${row.name} showed it`)
        if (status === 429 || status >= 500) found.push(`${row.name} answered ${status}`)
      }
    expect(found).toEqual([])
    expect(await changes()).toEqual(before)
    expect(await contacts.get({ id: person.id })).toMatchObject({ name: 'Ours' })
  })
})
