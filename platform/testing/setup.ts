import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { systemClock } from '#platform/clock'
import { fastSettings, migrate, openDatabase, quiet, startEmbedded } from '#platform/db'

/** Starts the run's one PostgreSQL and migrates the template that each world is cloned from. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-test-'))
  const server = await startEmbedded({ dataFolder: folder, settings: fastSettings, log: quiet })
  const { host, port, superuser } = server
  const admin = new pg.Client({ host, port, user: superuser, database: 'postgres' })
  await admin.connect()
  await admin.query('create database template_baton')
  const database = openDatabase({ socket: { host, port, superuser, database: 'template_baton' } })
  await migrate(database, systemClock)
  await database.close()
  await admin.end()
  process.env.BATON_TEST_SOCKET = JSON.stringify({ host, port, superuser })
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
