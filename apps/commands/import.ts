import { access, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bringIn, problemSentence, type RowCounts, refusedFile } from '#workspace/transfer'
import { wiring } from '../wiring.ts'
import { options, withHouse } from './command.ts'
import { readMapping } from './mapping-file.ts'

const usage = `Usage: baton import contacts|companies|products|members|deals|activities|files FILE [--mapping FILE] [--refused FILE] [--workspace NUMBER] [--dry-run] [--json]

Brings a CSV or XLSX file in as history: no lead, no clock, no mail. What is in already is found and only filled in.
Files come in a ZIP with a CSV that says whose they are.
--mapping  a JSON file: {"policy":"fill|overwrite|keep","columns":{"Header":{"to":"email"},"Other":{"field":{"label":"Other","type":"text"}}}}
           A column may also have "policy", "dateOrder", "decimalMark", "currency", "empty":["Select"], "prefix":"crm:" and "same":{"GTXPro":"GTX Pro"}
--refused  where the refused rows go, each with its reason, to be mended and brought in again
--dry-run  says what would happen and changes nothing
--json     prints {"rows","created","matched","unchanged","refused"}`

export async function run(args: string[]): Promise<void> {
  const known = {
    mapping: { type: 'string' },
    refused: { type: 'string' },
    workspace: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  } as const
  const { values, positionals } = options(args, usage, known, { words: 2 })
  const [record, file] = positionals
  const importer = wiring.importers.find((it) => it.record === record)
  if (!importer || !file)
    throw new Error(
      `Say what to bring in (${wiring.importers.map((it) => it.record).join(', ')}) and the file.\n\n${usage}`,
    )
  await access(file).catch(() => {
    throw new Error(`There is no file ${file}.`)
  })
  const mapping = values.mapping ? await readMapping(values.mapping) : undefined
  const workspaceId = Number(values.workspace ?? 1)
  if (!Number.isInteger(workspaceId) || workspaceId < 1)
    throw new Error(`--workspace is the number of a firm, such as 1, and not “${values.workspace}”.`)
  const dryRun = values['dry-run'] ?? false
  const brought = await withHouse(async ({ database, clock, secret }) => {
    const firms = await database.auth((db) =>
      db.selectFrom('workspace').select(['workspace_id', 'name']).execute(),
    )
    if (!firms.some((it) => it.workspace_id === workspaceId))
      throw new Error(
        `There is no firm ${workspaceId} (--workspace). There is: ${firms.map((it) => `${it.workspace_id} (${it.name})`).join(', ') || 'none, so make the first by baton setup'}.`,
      )
    try {
      return await bringIn({
        ...{ database, clock, secret, workspaceId, actor: 'cli', importer, path: file, dryRun },
        others: wiring.importers,
        fileName: path.basename(file),
        mapping,
        ...(process.stderr.isTTY && { onProgress: ({ rows }) => process.stderr.write(`\r${rows} rows …`) }),
      })
    } catch (error) {
      const sentence = problemSentence(error)
      throw sentence ? new Error(`${file}: ${sentence}`) : error
    }
  })
  const { rows, created, matched, unchanged, refused } = brought
  const counts: Omit<RowCounts, 'barred' | 'tasks' | 'elsewhere'> = {
    rows,
    created,
    matched,
    unchanged,
    refused,
  }
  if (values.refused && refused > 0)
    await writeFile(
      values.refused,
      (await refusedFile(path.basename(values.refused), brought.header, brought.refusedRows)).stream(),
    )
  if (values.json) {
    console.log(JSON.stringify(counts))
    return
  }
  const said = [
    `${rows} rows: ${created} new, ${matched} changed, ${unchanged} unchanged, ${refused} refused${dryRun ? ' (nothing was changed)' : ''}`,
    ...(brought.tasks > 0 ? [`${brought.tasks} of the new are still to be done: they are tasks`] : []),
    ...(brought.elsewhere > 0
      ? [
          `${brought.elsewhere} deals stand elsewhere in the file and stayed where they are: “overwrite” moves them`,
        ]
      : []),
    ...(brought.barred > 0
      ? [`${brought.barred} contradict themselves about mail or calls: barred until somebody decides`]
      : []),
    ...brought.unknown.map(
      ({ field, value, near, rows: n }) =>
        `  ${field} “${value}” is not known (${n} rows)${near ? `. Is it “${near}”? Then say so in the mapping under "same"` : ''}`,
    ),
    ...(brought.leftOut.length > 0 ? [`  left out, no place for them: ${brought.leftOut.join(', ')}`] : []),
    ...brought.refusedRows.slice(0, 20).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(dryRun ? [] : [`Undo the whole: POST /api/operations/${brought.operationId}/undo`]),
  ]
  console.log(said.join('\n'))
}
