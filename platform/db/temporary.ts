import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { systemClock } from '#platform/clock'
import { type Database, openDatabase } from './database.ts'
import { startEmbedded } from './embedded/embedded.ts'
import { migrate } from './migrate.ts'

/** Durability is of no use to a database that lives for one test run. */
export const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
}

const say = (line: string) => console.error(line)
export const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: say }

/** An embedded server in a temporary folder with a migrated database; `close` removes both. */
export async function temporaryDatabase(): Promise<Database> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-'))
  const server = await startEmbedded({ dataFolder: folder, settings: fastSettings, log: quiet })
  const database = openDatabase({
    socket: { host: server.host, port: server.port, database: 'postgres', superuser: server.superuser },
  })
  await migrate(database, systemClock)
  return {
    ...database,
    close: async () => {
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
