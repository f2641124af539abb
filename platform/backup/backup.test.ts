import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Database, temporaryDatabase } from '#platform/db'
import { isSilent } from '#platform/installation'
import { world } from '#platform/testing'
import { backup, restore } from './index.ts'

async function countsOf(database: Database): Promise<Record<string, number>> {
  return database.owner(async (client) => {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth')",
    )
    const counts: Record<string, number> = {}
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name}`)
      counts[name] = rows[0]?.n ?? 0
    }
    return counts
  })
}

describe('backup and restore', async () => {
  const w = await world()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-backup-'))
  afterAll(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'all.backup')

  it('bring back every row of every table, and keep the new one silent', async () => {
    for (let n = 0; n < 20; n++)
      await w.owner.client.deals.create({ name: `Käsefabrik "${n}" \\ מה`, oneOffMinor: n })
    const before = await countsOf(w.database)
    const writing = (async () => {
      for (let n = 0; n < 20; n++) await w.owner.client.deals.create({ name: `While copying ${n}` })
    })()
    const { tables, rows } = await backup(w.database, file, w.clock)
    await writing
    expect(tables).toBeGreaterThan(40)
    expect(rows).toBeGreaterThan(100)
    const empty = await temporaryDatabase()
    try {
      const back = await restore(empty, file, w.clock)
      expect(back.rows).toBe(rows)
      const after = await countsOf(empty)
      expect(after['public.deal']).toBeGreaterThanOrEqual(before['public.deal']!)
      expect(after['public.workspace']).toBe(before['public.workspace'])
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
      expect((await countsOf(empty))['public.workspace']).toBe(0)
    } finally {
      await empty.close()
    }
  })

  it('never write over a file that is there', async () => {
    await expect(backup(w.database, file, w.clock)).rejects.toThrow(/EEXIST/)
  })
})
