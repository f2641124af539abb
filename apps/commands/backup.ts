import { backup } from '#platform/backup'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton backup FILE [--json]

Writes everything to one new file, beside a running Baton. Keep the secret file of the data folder too, if you have no BATON_SECRET.`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = options(args, usage, { json: { type: 'boolean' } }, { words: 1 })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Error(`Say where to write: one FILE.\n\n${usage}`)
  const result = await withHouse(({ database, clock }) => backup(database, file, clock))
  console.log(
    values.json ? JSON.stringify(result) : `${result.rows} rows of ${result.tables} tables are in ${file}.`,
  )
}
