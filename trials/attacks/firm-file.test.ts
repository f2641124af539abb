import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import * as yauzl from 'yauzl'
import type { Manifest } from '#platform/firm-file'
import { archive, stateOf, world } from '#platform/testing'
import { brought, exported, filesFolder, past } from '../firms/carrying.ts'

const longMs = 600_000

type Row = Record<string, unknown>

/** The entries of a sound file, to be made unsound. */
async function entriesOf(file: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
    entries.set(entry.fileName, Buffer.concat(pieces))
  }
  zip.close()
  return entries
}

/** Where in the file the packed bytes of an entry have their middle. */
async function middleOf(file: string, name: string): Promise<number> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false })
  let middle = 0
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name)
      middle =
        (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart +
        Math.floor(entry.compressedSize / 2)
  zip.close()
  return middle
}

/** A file of a firm that somebody forged (attacks 20, 23 and 32): refused before anything is touched, in words. */
describe('a forged file of a firm', { timeout: longMs }, async () => {
  const w = await world()
  const stranger = await w.other()
  const file = await filesFolder()
  let sound: Map<string, Buffer>
  beforeAll(async () => {
    const { client } = w.owner
    const { id: companyId } = await client.companies.create({ name: `Käse'); drop table contact; --` })
    await client.contacts.create({ name: '$(id) {{7*7}} =cmd|calc', email: 'a@firm.example', companyId })
    await client.deals.create({ name: 'Deal', companyId, oneOffMinor: 1 })
    await stranger.client.contacts.create({ name: 'Of somebody else', email: 'b@else.example' })
    await exported(w, file('sound.zip'))
    sound = await entriesOf(file('sound.zip'))
  }, longMs)
  const manifestOf = () => JSON.parse(sound.get('manifest.json')!.toString()) as Manifest
  const rowsOf = (table: string): Row[] =>
    sound
      .get(`tables/${table}.ndjson`)!
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row)

  /** A file whose manifest agrees with what it holds. */
  async function forged(
    change: {
      tables?: Record<string, Row[] | Buffer>
      manifest?: (it: Manifest) => void
      more?: [string, Buffer][]
    },
    name = 'forged.zip',
  ): Promise<string> {
    const entries = new Map(sound)
    const manifest = manifestOf()
    for (const [table, rows] of Object.entries(change.tables ?? {})) {
      const bytes = Buffer.isBuffer(rows)
        ? rows
        : Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      entries.set(`tables/${table}.ndjson`, bytes)
      let said = manifest.tables.find((it) => it.name === table)
      if (!said) {
        said = { name: table, columns: Object.keys((rows as Row[])[0] ?? {}), rows: 0, bytes: 0, sha256: '' }
        manifest.tables.push(said)
      }
      said.rows = bytes.filter((byte) => byte === 10).length
      said.bytes = bytes.length
      said.sha256 = createHash('sha256').update(bytes).digest('hex')
    }
    change.manifest?.(manifest)
    entries.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
    const all = [...entries, ...(change.more ?? [])].map(([name, bytes]) => ({ name, bytes }))
    await writeFile(file(name), archive(all))
    return file(name)
  }
  /** Refused with these words, and everything is as it was. */
  async function refused(bad: string, words: RegExp): Promise<void> {
    const before = await stateOf(w)
    await expect(brought(w, bad)).rejects.toThrow(words)
    expect(await stateOf(w)).toEqual(before)
    expect(await w.sql(`select relname from pg_class where relname = 'firm_line'`)).toEqual([])
  }

  it('is measured by a way of forging that makes a sound one', async () => {
    const { workspaceId } = await brought(w, await forged({ tables: { contact: rowsOf('contact') } }))
    const [company] = await w.sql<{ name: string }>(
      `select name from company where workspace_id = ${workspaceId}`,
    )
    expect(company!.name).toBe(`Käse'); drop table contact; --`)
    const [person] = await w.sql<{ name: string }>(
      `select name from contact where workspace_id = ${workspaceId}`,
    )
    expect(person!.name).toBe('$(id) {{7*7}} =cmd|calc')
  })

  it('is not whole, or not one', async () => {
    const whole = await readFile(file('sound.zip'))
    const changed = Buffer.from(whole)
    changed[await middleOf(file('sound.zip'), 'tables/change.ndjson')]! ^= 0xff
    const cases: [string, Buffer, RegExp][] = [
      ['empty', Buffer.alloc(0), /not the file of a firm/],
      ['cut', whole.subarray(0, whole.length - 300), /not the file of a firm|damaged/],
      ['half', whole.subarray(0, whole.length / 2), /not the file of a firm|damaged/],
      ['changed', changed, /damaged|changed/],
      ['text', Buffer.from('Name,E-mail\nAnna,a@firm.example\n'), /not the file of a firm/],
      ['other', archive([{ name: 'a.txt', bytes: Buffer.from('a') }]), /no manifest/],
    ]
    for (const [name, bytes, words] of cases) {
      await writeFile(file(`${name}.zip`), bytes)
      await refused(file(`${name}.zip`), words)
    }
    await refused(
      await forged({
        manifest: (it) => {
          it.tables.find(({ name }) => name === 'contact')!.sha256 = '0'.repeat(64)
        },
      }),
      /contact is not what its manifest says/,
    )
    await expect(brought(w, file('nowhere.zip'))).rejects.toThrow(/ENOENT/)
  })

  it('is of another version, and says what to do', async () => {
    const [older] = await w.sql<{ name: string }>('select min(name) as name from migration')
    const at = (schema: string) => forged({ manifest: (it) => Object.assign(it, { schema }) })
    await refused(await at(older!.name), /older Baton.*Bring the installation/)
    await refused(await at('209901010000_later'), /newer Baton.*Install that version/)
    await refused(await forged({ manifest: (it) => Object.assign(it, { formatVersion: 2 }) }), /form/)
    await refused(
      await forged({ manifest: (it) => Object.assign(it, { format: 'baton-backup' }) }),
      /not the file/,
    )
  })

  it('names tables, columns and places that no firm has', async () => {
    const row = [{ id: '01900000-0000-7000-8000-000000000001' }]
    for (const table of [
      'pg_authid',
      'migration',
      'api_key',
      'auth.user',
      'contact; drop table contact; --',
      '../../etc/cron.d/evil',
    ])
      await refused(await forged({ tables: { [table]: row } }), /does not have|invalid|damaged|holds/)
    await refused(await forged({ manifest: (it) => it.tables.splice(3, 1) }), /which no firm has/)
    for (const name of ['../../../tmp/evil', '/tmp/evil', 'tables/..\\..\\evil', 'tables/contact.ndjson'])
      await refused(await forged({ more: [[name, Buffer.from('x')]] }), /holds|twice|damaged/)
    const [contact] = rowsOf('contact')
    await refused(
      await forged({ tables: { contact: [{ ...contact, 'id") values (1); --': 1 }] } }),
      /names “id"\) values/,
    )
    await refused(
      await forged({
        manifest: (it) => it.tables.find(({ name }) => name === 'contact')!.columns.push('workspace_id'),
      }),
      /other columns/,
    )
  })

  it('has rows of another firm, or of none', async () => {
    const [contact] = rowsOf('contact')
    await refused(
      await forged({ tables: { contact: [{ ...contact, workspace_id: stranger.workspaceId }] } }),
      /names “workspace_id”/,
    )
    const [theirs] = await w.sql<{ id: string }>(
      `select id from contact where workspace_id = ${stranger.workspaceId}`,
    )
    const [deal] = rowsOf('deal')
    await refused(
      await forged({ tables: { deal: [{ ...deal, contact_id: theirs!.id }] } }),
      /deal in the file can’t be/,
    )
    await refused(await forged({ tables: { contact: [contact!, contact!] } }), /contact in the file can’t be/)
    await refused(
      await forged({ tables: { contact: [{ ...contact, name: null }] } }),
      /contact in the file can’t be/,
    )
    await refused(
      await forged({ tables: { contact: [{ ...contact, status: 'boss' }] } }),
      /contact in the file/,
    )
    await refused(
      await forged({ tables: { contact: [{ ...contact, id: "x'; --" }] } }),
      /contact in the file/,
    )
    const { name: _, ...nameless } = contact!
    await refused(await forged({ tables: { contact: [nameless] } }), /lacks columns/)
    await refused(await forged({ tables: { contact: Buffer.from('[1]\n') } }), /is none/)
    await refused(await forged({ tables: { contact: Buffer.from('\\.\n') } }), /can’t be read/)
    await refused(
      await forged({ tables: { contact: Buffer.from('{"id": 1}') } }),
      /not what its manifest says/,
    )
    const [firm] = rowsOf('workspace')
    await refused(await forged({ tables: { workspace: [] } }), /of no firm/)
    await refused(await forged({ tables: { workspace: [firm!, firm!] } }), /several/)
  })

  it('lets nobody in: whose account a member is, is never read from it', async () => {
    const [spy] = await w.sql<{ user_id: string }>(
      `select user_id from member where workspace_id = ${stranger.workspaceId} limit 1`,
    )
    const members = rowsOf('member').map((row) => ({ ...row, user_id: spy!.user_id }))
    const { workspaceId } = await brought(w, await forged({ tables: { member: members } }))
    const rows = await w.sql(
      `select id from member where workspace_id = ${workspaceId} and user_id is not null`,
    )
    expect(rows).toEqual([])
  })

  it('unpacks to more than it is, and fills neither disk nor memory', async () => {
    const zeros = Buffer.alloc(200 * 1024 * 1024)
    await refused(await forged({ tables: { contact: zeros } }, 'bomb.zip'), /far more/)
    const small = archive([{ name: 'manifest.json', bytes: Buffer.alloc(5 * 1024 * 1024, 32) }])
    await writeFile(file('long.zip'), small)
    await refused(file('long.zip'), /too long/)
    const lies = archive([{ name: 'manifest.json', bytes: Buffer.alloc(1024 * 1024, 32), said: 10 }])
    await writeFile(file('lies.zip'), lies)
    await refused(file('lies.zip'), /damaged/)
  })

  it('is no sample', async () => {
    const [firm] = rowsOf('workspace')
    const { workspaceId } = await brought(w, await forged({ tables: { workspace: [firm!] } }))
    await past(w, `update workspace set sample = true where workspace_id = ${workspaceId}`)
    await expect(exported(w, file('sample.zip'), workspaceId)).rejects.toThrow(/sample firm/)
    await expect(readFile(file('sample.zip'))).rejects.toThrow(/ENOENT/)
  })
})
