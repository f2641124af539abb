import { heldAgainstList, listIn, noteOnList, readList, takeErasures } from '#people/erasing'
import { restore } from '#platform/backup'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton restore FILE [--erased LIST] [--json]

Fills an empty installation (an empty BATON_DATA folder, or an empty database at DATABASE_URL) from a backup. Afterwards
nothing is sent until an owner confirms, so that two installations never write to the same people.

People who were erased after the backup was made are in it. The file \`erased\` of the data folder knows them: name the one of the
folder that was lost with --erased, unless it lies in the new one already, and they are erased again at once.`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = options(
    args,
    usage,
    { erased: { type: 'string' }, json: { type: 'boolean' } },
    { words: 1 },
  )
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Error(`Say which file to read: one FILE.\n\n${usage}`)
  const listed = values.erased ? await readList(values.erased) : []
  if (values.erased && listed.length === 0) throw new Error(`Nobody is on the list ${values.erased}.`)
  const result = await withHouse(async ({ database, clock, config: { dataFolder } }) => {
    const restored = await restore(database, file, clock)
    if (listed.length > 0) await noteOnList(listIn(dataFolder), listed)
    const here = { database, clock, dataFolder }
    const isListed = (await readList(listIn(dataFolder))).length > 0
    await heldAgainstList(here)
    const { taken, failed } = await takeErasures(here)
    if (failed.length > 0)
      throw new Error(
        `The rows are back, but ${failed.length} people who had been erased could not be erased again: ${failed[0]}. Baton tries it again each second while it runs.`,
      )
    return { ...restored, erasedAgain: taken.length, isListed }
  })
  console.log(values.json ? JSON.stringify(result) : inWords(result))
}

const inWords = (it: { rows: number; tables: number; at: string; erasedAgain: number; isListed: boolean }) =>
  [
    `${it.rows} rows of ${it.tables} tables are back, as of ${it.at}. Nothing is sent until an owner confirms.`,
    it.erasedAgain > 0 && `${it.erasedAgain} people who had been erased since were erased again.`,
    !it.isListed &&
      'No list of erased people was there: whoever was erased after that time is back. Put the file erased of the old data folder into the new one, and Baton erases them again within a minute.',
  ]
    .filter(Boolean)
    .join('\n')
