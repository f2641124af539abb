import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Database, temporaryDatabase } from '#platform/db'
import { isSilent } from '#platform/installation'
import { world } from '#platform/testing'
import { type Frame, writeArchive } from './archive.ts'
import { backup, restore } from './index.ts'

type Content = Record<string, { rows: number; digest: string }>

/** Of every table how many rows it holds, and a digest of all that stands in them, as of one moment. */
async function contentOf(database: Database): Promise<Content> {
  return database.owner(async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const tables = await client.query<{ name: string }>(
      "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth')",
    )
    const content: Content = {}
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ rows: number; digest: string }>(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as digest from ${name} t`,
      )
      content[name] = rows[0]!
    }
    await client.query('rollback')
    return content
  })
}
/** What a restored installation has of its own: which migrations ran, that it is silent, who holds which job. */
const itsOwn = ['public.migration', 'public.installation', 'public.job_lease', 'public.day_salt']

describe('backup and restore', async () => {
  const w = await world()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-backup-'))
  afterAll(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'all.backup')

  it('bring back every row of every table, and keep the new one silent', async () => {
    for (let n = 0; n < 20; n++)
      await w.owner.client.deals.create({ name: `Käsefabrik "${n}" \\ מה`, oneOffMinor: n })
    const before = await contentOf(w.database)
    let isWriting = true
    const writing = (async () => {
      for (let n = 0; isWriting; n++) await w.owner.client.deals.create({ name: `While copying ${n}` })
    })()
    const { tables, rows } = await backup(w.database, file, w.clock)
    const after = await contentOf(w.database)
    isWriting = false
    await writing
    expect(tables).toBeGreaterThan(40)
    expect(rows).toBeGreaterThan(100)
    const empty = await temporaryDatabase()
    try {
      const back = await restore(empty, file, w.clock)
      expect(back.rows).toBe(rows)
      const held = await contentOf(empty)
      const [moved, still] = [[] as string[], [] as string[]]
      for (const name of Object.keys(before).filter((it) => !itsOwn.includes(it))) {
        const isMoving = before[name]!.digest !== after[name]!.digest
        ;(isMoving ? moved : still).push(name)
        if (isMoving) {
          expect(held[name]!.rows, name).toBeGreaterThanOrEqual(before[name]!.rows)
          expect(held[name]!.rows, name).toBeLessThanOrEqual(after[name]!.rows)
        } else expect(held[name], name).toEqual(before[name])
      }
      expect(Object.keys(held).sort()).toEqual(Object.keys(before).sort())
      expect(moved).toContain('public.deal')
      expect(still.length).toBeGreaterThan(40)
      expect(still.filter((name) => before[name]!.rows > 0).length).toBeGreaterThan(5)
      expect(await empty.engine(isSilent)).toBe(true)
      const names = await empty.owner(
        async (client) =>
          (
            await client.query<{ name: string }>(
              "select name from deal where name like 'Käse%' order by one_off_minor",
            )
          ).rows,
      )
      expect(names[3]?.name).toBe('Käsefabrik "3" \\ מה')
      await expect(restore(empty, file, w.clock)).rejects.toThrow('not empty')
    } finally {
      await empty.close()
    }
  })

  it('refuse what is no whole backup, and touch nothing', async () => {
    const whole = await readFile(file)
    const changed = Buffer.from(whole)
    changed[Math.floor(whole.length / 2)]! ^= 0xff
    const cases: [string, Buffer, RegExp][] = [
      ['cut', whole.subarray(0, whole.length - 500), /cut off|not a whole Baton backup/],
      ['changed', changed, /not a whole Baton backup|checksum|not a Baton backup|cut off/],
      ['foreign', Buffer.from('PK\u0003\u0004 something else'), /not a whole Baton backup/],
      ['empty', Buffer.alloc(0), /empty|cut off|not a whole/],
    ]
    const empty = await temporaryDatabase()
    try {
      for (const [name, bytes, message] of cases) {
        const bad = path.join(folder, `${name}.backup`)
        await writeFile(bad, bytes)
        await expect(restore(empty, bad, w.clock), name).rejects.toThrow(message)
      }
      expect((await contentOf(empty))['public.workspace']).toMatchObject({ rows: 0 })
    } finally {
      await empty.close()
    }
  })

  it('take from a forged file no statement and no way out of the database', async () => {
    const [schema] = (await w.sql<{ name: string }>('select max(name) as name from migration')).map(
      (it) => it.name,
    )
    const json = (type: Frame['type'], value: object) => ({
      type,
      payload: Buffer.from(JSON.stringify(value)),
    })
    const forged = async (name: string, frames: Frame[]) => {
      const bad = path.join(folder, `forged-${name}.backup`)
      await writeArchive(
        bad,
        (async function* () {
          yield json('head', { format: 'baton-backup', formatVersion: 1, schema, at: 'now' })
          yield* frames
          yield json('tail', { rows: {}, sequences: {} })
        })(),
      )
      return bad
    }
    const rows = { type: 'rows' as const, payload: Buffer.from('x\n') }
    const tables = [
      ...[
        'public.workspace; drop table contact; --',
        'pg_catalog.pg_authid',
        "public.contact to program 'id'",
        '../../evil',
      ],
      ...["public.contact\" (id) from program 'id' --", 'contact', 'auth.user.x', ''],
    ]
    const empty = await temporaryDatabase()
    try {
      for (const [n, name] of tables.entries())
        await expect(
          restore(
            empty,
            await forged(`table-${n}`, [json('table', { name, columns: ['id'] }), rows]),
            w.clock,
          ),
          name,
        ).rejects.toThrow('names a table')
      for (const [n, column] of [
        "id) from program 'id' --",
        'id"; drop table contact; --',
        '../id',
      ].entries())
        await expect(
          restore(
            empty,
            await forged(`column-${n}`, [json('table', { name: 'public.contact', columns: [column] }), rows]),
            w.clock,
          ),
          column,
        ).rejects.toThrow(/column .* does not exist/)
      expect((await contentOf(empty))['public.contact']).toMatchObject({ rows: 0 })
    } finally {
      await empty.close()
    }
    expect((await readdir(folder)).every((file) => file.endsWith('.backup'))).toBe(true)
  })

  it('never write over a file that is there', async () => {
    await expect(backup(w.database, file, w.clock)).rejects.toThrow(/is there already/)
  })
})
