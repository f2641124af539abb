import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movableClock } from '#platform/clock'
import { type Database, openDatabase } from '#platform/db'
import { confirmInstallation, isSilent, recognise, silence } from './index.ts'

const server = JSON.parse(process.env.BATON_TEST_SOCKET!) as { host: string; port: number; superuser: string }
const clock = movableClock(new Date('2026-03-02T08:00:00Z'))

describe('where a database may run', () => {
  const [first, copy] = [`place_${process.pid}`, `place_${process.pid}_copy`]
  const admin = new pg.Client({ ...server, user: server.superuser, database: 'postgres' })
  const opened: Database[] = []
  const folders: string[] = []
  beforeAll(async () => {
    await admin.connect()
    await admin.query(`create database ${first} template template_baton strategy file_copy`)
    folders.push(...(await Promise.all([1, 2].map(() => mkdtemp(path.join(os.tmpdir(), 'baton-place-'))))))
  })
  afterAll(async () => {
    await closeAll()
    for (const name of [first, copy]) await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    for (const folder of folders) await rm(folder, { recursive: true })
  })
  const closeAll = () => Promise.all(opened.splice(0).map((it) => it.close()))
  const keep = (it: Database) => {
    opened.push(it)
    return it
  }
  const pool = { tenant: 1, auth: 1, engine: 1, owner: 1 }
  const byUrl = (name: string, host = server.host) => {
    const more = new URLSearchParams({ host, port: String(server.port), user: server.superuser })
    return keep(openDatabase({ url: `postgres://localhost/${name}?${more}`, pool }))
  }
  const see = (database: Database, folder = 0) => recognise(database, folders[folder]!, clock)

  it('at DATABASE_URL: any machine and folder, that server and database alone', async () => {
    expect(await see(byUrl(first))).toEqual({ silent: null })
    expect(await see(byUrl(first), 1)).toEqual({ silent: null })
    await closeAll()
    await admin.query(`create database ${copy} template ${first} strategy file_copy`)
    const copied = byUrl(copy)
    expect(await see(copied)).toEqual({ silent: expect.stringMatching(/copy: it never ran in .*_copy at/) })
    expect(await see(copied, 1)).toMatchObject({ silent: expect.any(String) })
    expect(await copied.engine(isSilent)).toBe(true)
    await confirmInstallation(copied, folders[0]!)
    expect(await see(copied, 1)).toEqual({ silent: null })
    expect(await see(byUrl(first))).toEqual({ silent: null })
  })

  it('by another address, as a snapshot of the server has: silent; confirmed once, it is known by both', async () => {
    const [usual, alias] = [byUrl(first), byUrl(first, `${server.host}/.`)]
    expect(await see(alias)).toMatchObject({ silent: expect.stringContaining('/.:') })
    expect(await see(usual)).toMatchObject({ silent: expect.any(String) })
    await confirmInstallation(usual, folders[0]!)
    expect(await see(alias)).toEqual({ silent: null })
    expect(await see(usual)).toEqual({ silent: null })
  })

  it('in a folder of its own: that folder alone; and after a restore nowhere', async () => {
    const embedded = keep(openDatabase({ socket: { ...server, database: first }, pool }))
    expect(await see(embedded)).toMatchObject({ silent: expect.stringContaining('data folder') })
    await confirmInstallation(embedded, folders[0]!)
    expect(await see(embedded)).toEqual({ silent: null })
    expect(await see(embedded, 1)).toMatchObject({ silent: expect.stringContaining('data folder') })
    await confirmInstallation(embedded, folders[1]!)
    expect(await see(embedded)).toMatchObject({ silent: expect.stringContaining('data folder') })
    await silence(embedded, 'Restored', clock)
    expect(await see(embedded)).toEqual({ silent: 'Restored' })
  })
})
