import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { bringFirm, writeFirmFile } from '#platform/firm-file'
import { hashKeyOf } from '#platform/keyed'
import type { World } from '#platform/testing'

/** A folder for files, gone after the test file. */
export async function filesFolder(): Promise<(name: string) => string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-firm-'))
  afterAll(() => rm(folder, { recursive: true }))
  return (name) => path.join(folder, name)
}

export const exported = (w: World, file: string, workspaceId = w.workspaceId) =>
  writeFirmFile(w.database, {
    ...{ workspaceId, file, rules: w.registry.carried, clock: w.clock },
    hashKeys: [hashKeyOf(w.house.secret)],
  })

export const brought = (w: World, file: string, secret = w.house.secret) =>
  bringFirm({ database: w.database, clock: w.clock, secret, rules: w.registry.carried }, file, async () => {})

/** Changes rows past the change log, as the bringing in does. */
export const past = (w: World, text: string): Promise<unknown> =>
  w.sql(`begin; set local baton.operation_kind = 'firm.import'; ${text}; commit`)

/** Each table whose rows belong to a workspace, by the catalog. */
export const firmTables = async (w: World): Promise<string[]> =>
  (
    await w.sql<{ name: string }>(
      `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public' order by 1`,
    )
  ).map(({ name }) => name)

/** How a table is looked at: which rows, and without which columns. */
export type Look = { where?: string; but?: readonly string[] }

/** Every row of every table of a firm as text, without the number of the workspace. */
export async function allOf(
  w: World,
  workspaceId: number,
  looks: Readonly<Record<string, Look>> = {},
): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of await firmTables(w)) {
    const { where = 'true', but = [] } = looks[table] ?? {}
    const rows = await w.sql<{ row: string }>(
      `select (to_jsonb(t) - array[${['workspace_id', ...but].map((it) => `'${it}'`)}]::text[])::text as row
       from "${table}" t where workspace_id = $1 and (${where}) order by 1`,
      [workspaceId],
    )
    all[table] = rows.map(({ row }) => row)
  }
  return all
}
