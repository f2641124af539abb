import { sql } from 'kysely'
import { writeFirmFile } from '#platform/firm-file'
import { hashKeyOf, keysBrought } from '#platform/keyed'
import { wiring } from '../wiring.ts'
import { options, theFirm, withHouse } from './command.ts'

const usage = `Usage: baton export-firm FILE [--workspace NUMBER] [--json]

Writes all of one firm to one new file, beside a running Baton: a zip with the rows of each table as lines of JSON. Another
installation makes an equal firm of it: baton import-firm. Passwords, API keys, webhooks and what else is a secret of this
installation stays here; the manifest in the file says what, and why. Whoever has the file has everything else: keep it safe.`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = options(
    args,
    usage,
    { workspace: { type: 'string' }, json: { type: 'boolean' } },
    { words: 1 },
  )
  const [file] = positionals
  if (!file) throw new Error(`Say where to write: one FILE.\n\n${usage}`)
  const result = await withHouse(async (house) => {
    const { database, clock, secret } = house
    const workspaceId = await theFirm(house, values.workspace)
    const operation = { kind: 'moving.export', label: 'All data of the firm exported' }
    const hashKeys = await database.tenant(
      { workspaceId, actor: 'cli', now: clock.now(), operation },
      async (db) => {
        await sql`select note_operation()`.execute(db)
        return [hashKeyOf(secret), ...(await keysBrought(db, secret))]
      },
    )
    return writeFirmFile(database, { workspaceId, file, rules: wiring.carried, hashKeys, clock })
  })
  console.log(
    values.json ? JSON.stringify(result) : `${result.rows} rows of ${result.tables} tables are in ${file}.`,
  )
}
