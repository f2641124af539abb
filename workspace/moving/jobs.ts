import { mkdir, rm } from 'node:fs/promises'
import type { Db } from '#platform/db'
import { writeFirmFile } from '#platform/firm-file'
import { hashKeyOf, keysBrought } from '#platform/keyed'
import type { Job, JobContext } from '#platform/registry'
import {
  changeExport,
  claimExport,
  type DueExport,
  dropFiles,
  endedExports,
  folderOf,
  keptMs,
  letGo,
  pathOf,
} from './store.ts'

/** Somebody took it away while it was written. */
class Taken extends Error {}

const inside = <T>(context: JobContext, workspaceId: number, fn: (db: Db, now: Date) => Promise<T>) => {
  const now = context.clock.now()
  return context.database.tenant({ workspaceId, actor: 'engine', now }, (db) => fn(db, now))
}

/** Writes what was asked for, one firm after the other; what was cut off is begun anew. */
export const writeExports: Job = {
  name: 'firm exports',
  everyMs: 1_000,
  run: async (context) => {
    while (!context.signal.aborted) {
      const due = await context.database.engine(claimExport)
      if (!due) return
      await write(context, due)
    }
  },
}

async function write(context: JobContext, due: DueExport): Promise<void> {
  const { database, clock, dataFolder, secret, registry, signal } = context
  const { workspaceId, id } = due
  const file = pathOf(dataFolder, workspaceId, id)
  await mkdir(folderOf(dataFolder, workspaceId), { recursive: true, mode: 0o700 })
  await rm(file, { force: true }) // of a process that was killed
  const hashKeys = [
    hashKeyOf(secret),
    ...(await inside(context, workspaceId, (db) => keysBrought(db, secret))),
  ]
  try {
    const written = await writeFirmFile(database, {
      ...{ workspaceId, file, rules: registry.carried, hashKeys, clock, signal },
      onProgress: async ({ done, total }) => {
        const isOurs = await inside(context, workspaceId, (db) =>
          changeExport(db, due, { rows_done: done, rows_total: total }),
        )
        if (!isOurs) throw new Taken('The export was taken away')
      },
    })
    const isOurs = await inside(context, workspaceId, (db, now) =>
      changeExport(db, due, {
        ...{ state: 'ready', bytes: written.bytes, finished_at: now },
        expires_at: new Date(now.getTime() + keptMs),
      }),
    )
    if (!isOurs) await rm(file, { force: true })
  } catch (error) {
    if (error instanceof Taken) return
    // Stopped in order: the next process begins anew, and it is no failed try.
    if (signal.aborted) {
      await inside(context, workspaceId, (db) =>
        changeExport(db, due, { state: 'waiting', tries: due.tries - 1 }),
      )
      return
    }
    const problem = isFull(error)
      ? 'The disk of this installation is full. Make room, then begin again.'
      : null
    if (problem)
      await inside(context, workspaceId, (db) => changeExport(db, due, { state: 'failed', problem }))
    throw error
  }
}

const isFull = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))

/** After their time the files go from the disk. */
export const dropOld: Job = {
  name: 'firm-export files',
  everyMs: 60_000,
  run: async (context) => {
    const old = await context.database.engine((db) => endedExports(db, context.clock.now()))
    for (const { workspaceId, id } of old) {
      await inside(context, workspaceId, (db) => letGo(db, [id]))
      await dropFiles(context.dataFolder, workspaceId, [id])
    }
  },
}
