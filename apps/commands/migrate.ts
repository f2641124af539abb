import { migrate } from '#platform/db'
import { options, withHouse } from './command.ts'

const usage =
  'Usage: baton migrate\n\nBrings the database (DATABASE_URL, or the one in BATON_DATA) to this version. Safe to repeat.'

export async function run(args: string[]): Promise<void> {
  options(args, usage, {})
  await withHouse(async ({ database, clock }) => {
    const count = await migrate(database, clock, (line) => console.error(line))
    console.log(count === 0 ? 'The database is up to date.' : `${count} migrations applied.`)
  })
}
