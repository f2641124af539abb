import { restore } from '#platform/backup'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton restore FILE [--json]

Fills an empty installation (an empty BATON_DATA folder, or an empty database at DATABASE_URL) from a backup. Afterwards
nothing is sent until an owner confirms, so that two installations never write to the same people.`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = options(args, usage, { json: { type: 'boolean' } }, { words: 1 })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Error(`Say which file to read: one FILE.\n\n${usage}`)
  const result = await withHouse(({ database, clock }) => restore(database, file, clock))
  console.log(
    values.json
      ? JSON.stringify(result)
      : `${result.rows} rows of ${result.tables} tables are back, as of ${result.at}. Nothing is sent until an owner confirms.`,
  )
}
