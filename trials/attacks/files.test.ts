import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { archive, world } from '#platform/testing'
import { sheetOf, workbook } from './archive.ts'

const longestMs = 5_000
const mostBytes = 300 * 1024 * 1024

describe('a file', async () => {
  const w = await world({ proxied: true })
  const { transfer, contacts } = w.owner.client
  const own = { authorization: `Bearer ${w.owner.secret}` }
  const send = async (fileName: string, bytes: Uint8Array<ArrayBuffer>) => {
    const { id } = await transfer.create({ fileName, sizeBytes: bytes.length, record: 'contacts' })
    const part = 4 * 1024 * 1024
    for (let offset = 0; offset < bytes.length; offset += part)
      await transfer.part({ id, offset, part: new File([bytes.slice(offset, offset + part)], 'x') })
    const [begin, before] = [performance.now(), process.memoryUsage().rss]
    await w.tick('imports')
    const took = performance.now() - begin
    return { took, grew: process.memoryUsage().rss - before, ...(await transfer.get({ id })) }
  }
  const kept = async () =>
    (await readdir(w.house.config.dataFolder, { recursive: true, withFileTypes: true }))
      .filter((it) => it.isFile())
      .map((it) => path.relative(w.house.config.dataFolder, path.join(it.parentPath, it.name)))

  it('lies where its number says, whatever it is called (23)', async () => {
    for (const name of [
      '../../evil.csv',
      '/etc/evil.csv',
      '..\\..\\evil.csv',
      '....//evil.csv',
      'C:\\evil.csv',
      'a/../../evil.csv',
    ])
      await send(name, Buffer.from('E-Mail,Name\n'))
    for (const file of await kept()) expect(file).toMatch(/^imports\/1\/[0-9a-f-]{36}$/)
    expect(await kept()).toHaveLength(6)
    for (const id of ['..%2f..%2fevil', '%2e%2e', '..%5cevil', '%00']) {
      const body = new FormData()
      body.set('part', new File(['x'], '../evil'))
      const answer = await fetch(`${w.adminUrl}/api/imports/${id}/parts/0`, {
        method: 'PUT',
        headers: own,
        body,
      })
      expect([id, answer.status >= 400 && answer.status < 500]).toEqual([id, true])
    }
    expect(await kept()).toHaveLength(6)
  })

  it('of the server is not to be had by any spelling of the way there (23)', async () => {
    const steps = [
      '..',
      '%2e%2e',
      '%2E.',
      '..%2f..',
      '..%5c..',
      '%252e%252e',
      '....',
      '..;',
      '%c0%ae%c0%ae',
      '.%00.',
    ]
    const ends = ['package.json', 'apps/serve.ts', 'etc/passwd', 'schema.sql']
    const found: string[] = []
    for (const origin of [w.adminUrl, w.publicUrl])
      for (const begin of ['', '/assets', '/api', '/-/form'])
        for (const step of steps)
          for (const end of ends) {
            const way = `${begin}/${`${step}/`.repeat(4)}${end}`
            if (
              /"name": "baton"|export async function serve|root:x|create table|\(\n {2}workspace_id/.test(
                await raw(origin, way),
              )
            )
              found.push(way)
          }
    expect(found).toEqual([])
  })

  it('that is an archive reads only its own entries, and unpacks none of them anywhere (23)', async () => {
    const before = (await kept()).length
    for (const at of [
      '../../../../../../etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
      '../../package.json',
    ])
      expect(await send('slip.xlsx', workbook(sheetOf(['Name']), { at }))).toMatchObject({
        state: 'failed',
        problem: expect.stringMatching(/workbook/),
      })
    const slip = archive([
      { name: '../../../evil.txt', bytes: Buffer.from('x') },
      { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
    ])
    expect(await send('slip.xlsx', slip)).toMatchObject({ state: 'failed' })
    expect((await kept()).filter((file) => !/^imports\/1\/[0-9a-f-]{36}$/.test(file))).toEqual([])
    expect(await kept()).toHaveLength(before + 5)
  })

  it('that reads well is read: the archives of these tests are real ones', async () => {
    const it = await send('good.xlsx', workbook(sheetOf(['E-Mail', 'Name'], ['a@b.example', 'Anna'])))
    expect(it).toMatchObject({ state: 'read', recognised: { rows: 1 } })
  })

  it('that is a bomb is refused in words, without filling the memory or the time (32)', async () => {
    const huge = Buffer.alloc(120 * 1024 * 1024, 'A')
    const cell = (text: Buffer) =>
      Buffer.concat([Buffer.from('<worksheet><sheetData><row><c t="inlineStr"><is><t>'), text])
    const wide = sheetOf(Array.from({ length: 5_000 }, (_, n) => `H${n}`))
    const bombs: [string, Buffer<ArrayBuffer>][] = [
      ['a cell without end', workbook(cell(huge))],
      ['a lie about its size', workbook(cell(huge), { said: 100 })],
      ['columns without end', workbook(wide)],
      [
        'entities',
        workbook(Buffer.from(`<!DOCTYPE x [<!ENTITY a "${'A'.repeat(9999)}">]><worksheet>&a;</worksheet>`)),
      ],
      [
        'an outside entity',
        workbook(
          Buffer.from('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'),
        ),
      ],
    ]
    for (const [name, bytes] of bombs) {
      expect([name, bytes.length < 1_000_000]).toEqual([name, true])
      const { took, grew, state, problem } = await send('bomb.xlsx', bytes)
      expect([name, state, typeof problem]).toEqual([name, 'failed', 'string'])
      expect([name, took < longestMs, grew < mostBytes]).toEqual([name, true, true])
    }
  })

  it('of texts that make a bad pattern run forever is read in time (32)', async () => {
    const long = 20_000
    const nasty = [
      ...[
        'a',
        '1',
        ' ',
        '-',
        '.',
        '@',
        '"',
        "'",
        ',',
        'ä',
        '(',
        '+',
        '0',
        '1.',
        '1,',
        '1 ',
        'a@',
        'a.',
        '\\',
        '%',
        '_',
        '<',
        '{{',
      ].map((it) => it.repeat(long / it.length)),
      `${'1'.repeat(long)}x`,
      `${'a'.repeat(long)}@`,
      `+${'1 '.repeat(long / 2)}x`,
      `2024-${'1'.repeat(long)}`,
      `€${'1.'.repeat(long / 2)}x`,
    ]
    const lines = nasty.map((text) =>
      Array.from({ length: 8 }, () => `"${text.replaceAll('"', '""')}"`).join(','),
    )
    const bytes = Buffer.from(`E-Mail,Name,Phone,Created,Amount,Website,Tags,Note\n${lines.join('\n')}\n`)
    const read = await send('nasty.csv', bytes)
    expect(['read', 'failed']).toContain(read.state)
    expect(read.took).toBeLessThan(longestMs)
    const begin = performance.now()
    if (read.state === 'read') {
      await transfer.check({ id: read.id })
      await w.tick('imports')
    }
    expect(performance.now() - begin).toBeLessThan(longestMs)
  })

  it('is not asked for by a search or a filter that costs more than it is worth (32)', async () => {
    await contacts.create({ name: 'One', email: 'one@firm.example' })
    const words = ['a', '%', '_', '\\', '* ', '( ', '1 ', 'a ', '"', "' ", '| ', '& ', '!', ':*'].map((it) =>
      it.repeat(200).slice(0, 200),
    )
    const begin = performance.now()
    for (const q of words) {
      for (const at of ['search?', 'contacts?', 'deals?', 'submissions?', 'products?']) {
        const { status } = await fetch(`${w.adminUrl}/api/${at}q=${encodeURIComponent(q)}`, { headers: own })
        expect([at, q, status < 500]).toEqual([at, q, true])
      }
    }
    expect(performance.now() - begin).toBeLessThan(longestMs)
    const one = { field: 'name', operator: 'contains' as const, value: 'x' }
    const group = (items: object[]) => ({ match: 'any', items })
    const deep = (levels: number): object => (levels === 0 ? one : group([deep(levels - 1)]))
    const wide = (n: number) => Array.from({ length: n }, () => one)
    const asked = async (filter: object) =>
      (
        await fetch(`${w.adminUrl}/rpc/contacts/list`, {
          method: 'POST',
          headers: { ...own, 'baton-workspace': '1', 'content-type': 'application/json' },
          body: JSON.stringify({ json: { filter } }),
        })
      ).status
    expect(await asked(deep(3))).toBe(200)
    expect(await asked(group(wide(30)))).toBe(200)
    expect(await asked(group([group(wide(30)), group(wide(30)), group(wide(30)), group(wide(10))]))).toBe(200)
    for (const [name, filter] of Object.entries({
      'too deep': deep(4),
      'far too deep': deep(2_000),
      'too wide': group(wide(31)),
      'too many in all': group([group(wide(30)), group(wide(30)), group(wide(30)), group(wide(11))]),
      'a product of all': group(
        Array.from({ length: 30 }, () => group(Array.from({ length: 30 }, () => group(wide(30))))),
      ),
      'too many values': group([{ ...one, value: Array.from({ length: 101 }, () => 'x') }]),
      'too long a value': group([{ ...one, value: 'x'.repeat(501) }]),
    }))
      expect([name, await asked(filter)]).toEqual([name, 400])
    for (const query of [
      'limit=201',
      'limit=1e9',
      'limit=-1',
      `q=${'x'.repeat(201)}`,
      `cursor=${'x'.repeat(501)}`,
      `sort=${'x'.repeat(101)}`,
    ])
      expect([query, (await fetch(`${w.adminUrl}/api/contacts?${query}`, { headers: own })).status]).toEqual([
        query,
        400,
      ])
  })
})

/** What exactly these bytes of a path are answered with; fetch would tidy them up first. */
async function raw(origin: string, way: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET ${way} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\nx-forwarded-for: 198.51.100.${Math.floor(Math.random() * 250)}\r\n\r\n`,
  )
  let text = ''
  for await (const chunk of socket) text += chunk
  return text
}

it('none of ours is what those tests look for by accident', async () => {
  expect(await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')).toContain(
    '"name": "baton"',
  )
})
