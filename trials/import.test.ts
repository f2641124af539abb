import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { readMapping } from '../apps/commands/mapping-file.ts'

const root = path.dirname(import.meta.dirname)

/** `baton import` as somebody at a terminal meets it, into an installation on a server of its own. */
describe('baton import', { timeout: 240_000 }, async () => {
  const w = await world()
  const stranger = await w.other()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-import-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const { host, port, user, database } = w.database.connectionConfig('owner')
  const server = new URLSearchParams({ host: String(host), port: String(port), user: String(user) })
  const env = {
    ...process.env,
    DATABASE_URL: `postgres://localhost/${database}?${server}`,
    BATON_DATA: path.join(folder, 'data'),
    LOG_LEVEL: 'error',
  }
  const bring = async (...args: string[]) => {
    const child = spawn(process.execPath, ['apps/cli.ts', 'import', ...args], { cwd: root, env })
    const said = { out: '', told: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.told += text
    })
    const [code] = await once(child, 'close')
    return { code, ...said }
  }
  const write = async (name: string, text: string | object) => {
    const file = path.join(folder, name)
    await writeFile(file, typeof text === 'string' ? text : JSON.stringify(text))
    return file
  }
  const counts = ({ out, told }: { out: string; told: string }) => {
    expect(told).toBe('')
    return JSON.parse(out) as Record<string, number>
  }
  const names = async (table: string) =>
    (await w.sql<{ name: string }>(`select name from ${table} where workspace_id = 1 order by name`)).map(
      ({ name }) => name,
    )

  it('tries companies, products and members out, brings them in where the mapping says, and gives the refused back', async () => {
    const files = {
      companies: await write('companies.csv', 'Who,Town,Note\nKabelwerk,Köln,a\n,Bonn,b\n'),
      products: await write('products.csv', 'What,Costs\nGTX Pro,"1.200,50"\n,3\n'),
      members: await write('members.csv', 'Seller,Post\nAnna Beck,anna@firm.example\n,\n'),
    }
    const mappings = {
      companies: {
        columns: {
          Who: { to: 'name' },
          Town: { to: 'city' },
          Note: { field: { label: 'Remark', type: 'text' } },
        },
      },
      products: { columns: { What: { to: 'name' }, Costs: { to: 'price', decimalMark: ',' } } },
      members: { columns: { Seller: { to: 'name' }, Post: { to: 'email' } } },
    }
    const records = ['companies', 'products', 'members'] as const
    const before = await names('member')
    const go = async (record: (typeof records)[number], ...more: string[]) => {
      const mapping = await write(`${record}.json`, mappings[record])
      const refused = path.join(folder, `${record}-refused.csv`)
      return counts(
        await bring(record, files[record], '--mapping', mapping, '--json', '--refused', refused, ...more),
      )
    }
    // A line without anything is no row, so of the members none is refused.
    const once = [
      { rows: 2, created: 1, matched: 0, unchanged: 0, refused: 1 },
      { rows: 2, created: 1, matched: 0, unchanged: 0, refused: 1 },
      { rows: 1, created: 1, matched: 0, unchanged: 0, refused: 0 },
    ]
    expect(await go('companies', '--dry-run')).toEqual(once[0])
    expect(await names('company')).toEqual([])
    expect(await Promise.all(records.map((record) => go(record)))).toEqual(once)
    expect(await w.sql('select name, city from company')).toEqual([{ name: 'Kabelwerk', city: 'Köln' }])
    expect(await w.sql('select name, price_minor from product')).toEqual([
      { name: 'GTX Pro', price_minor: 120_050 },
    ])
    expect(await names('member')).toEqual([...before, 'Anna Beck'].sort())
    expect(await readFile(path.join(folder, 'companies-refused.csv'), 'utf8')).toMatch(
      /,Bonn,b,.*needs a name/,
    )
    expect(await readFile(path.join(folder, 'products-refused.csv'), 'utf8')).toMatch(/,3,.*needs a name/)
  })

  it('brings deals in, asks for what it does not know, and another firm’s stay theirs', async () => {
    const file = await write('deals.csv', 'No,Title,Firm,Thing,Worth\nD1,Cables,Kabelwerk,GTXPro,500\n')
    const columns = {
      No: { to: 'externalId' },
      Title: { to: 'name' },
      Firm: { to: 'company' },
      Worth: { to: 'value' },
    }
    const asked = await write('asked.json', { columns: { ...columns, Thing: { to: 'product' } } })
    const answered = await write('answered.json', {
      policy: 'overwrite',
      columns: { ...columns, Thing: { to: 'product', same: { GTXPro: 'GTX Pro' } } },
    })
    const [dry, theirs] = await Promise.all([
      bring('deals', file, '--mapping', asked, '--dry-run'),
      bring('deals', file, '--mapping', asked, '--workspace', String(stranger.workspaceId), '--json'),
    ])
    expect(dry.out).toContain('1 rows: 1 new, 0 changed, 0 unchanged, 0 refused (nothing was changed)')
    expect(dry.out).toContain(
      '“GTXPro” is not known (1 rows). Is it “GTX Pro”? Then say so in the mapping under "same"',
    )
    expect(counts(theirs)).toMatchObject({ created: 1 })
    expect(await names('deal')).toEqual([])
    expect(counts(await bring('deals', file, '--mapping', answered, '--json'))).toMatchObject({
      created: 1,
      refused: 0,
    })
    expect(await names('deal')).toEqual(['Cables'])
  })

  it('says what is wrong with a mapping, where, and how to write it', async () => {
    const file = await write('people.csv', 'Email\nz@firm.example\n')
    const cases: [string | object | null, RegExp][] = [
      [
        '{"columns":\n  {"Email": {"to": "email",}}}',
        /wrong-0\.json \(--mapping\) is not JSON: look at line 2, character 28\. Write it as \{"columns"/,
      ],
      ['{"columns":', /wrong-1\.json \(--mapping\) is not JSON: look at line 1, character 12\./],
      [
        { colums: {} },
        /wrong-2\.json \(--mapping\) is not written as a mapping:\n {2}"columns": .*\nWrite it as/,
      ],
      [
        { policy: 'merge', columns: { Email: { to: 7 } } },
        /:\n {2}"policy": .*"overwrite"\|"fill"\|"keep"\n {2}"columns" → "Email" → "to": .*string.*\nWrite it as/,
      ],
      [null, /There is no file .*wrong-4\.json \(--mapping\)\./],
    ]
    for (const [n, [text, sentence]] of cases.entries()) {
      const mapping = path.join(folder, `wrong-${n}.json`)
      if (text !== null) await write(`wrong-${n}.json`, text)
      await expect(readMapping(mapping)).rejects.toThrow(sentence)
    }
    const foreign = await write('foreign.json', { columns: { Mail: { to: 'email' } } })
    const answers = await Promise.all([
      bring('contacts', file, '--mapping', path.join(folder, 'wrong-0.json')),
      bring('contacts', file, '--mapping', foreign),
      bring('contacts', file, '--workspace', '99'),
    ])
    const sentences = [
      /^\S*wrong-0\.json \(--mapping\) is not JSON: [^\n]*\n$/,
      /people\.csv: The mapping names “Mail”, but the file has: Email\./,
      /There is no firm 99 \(--workspace\)\. There is: 1 \(Müller & Söhne GmbH\), 2 \(Another firm\)/,
    ]
    for (const [n, answer] of answers.entries())
      expect(answer).toMatchObject({ code: 1, out: '', told: expect.stringMatching(sentences[n]!) })
    expect(await names('contact')).toEqual([])
  })
})
