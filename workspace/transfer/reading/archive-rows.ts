import type { ArchiveTable, SniffedArchive } from './archive.ts'
import { csvRows } from './csv-rows.ts'
import { FileProblem, type Limits } from './problem.ts'
import type { Row } from './rows.ts'
import { plainHeader } from './tools.ts'
import { openArchive, type ZipFile } from './zip.ts'

/** Where Salesforce says to which record a file belongs; what else it is linked to is written behind that. */
export const firstPlace = 'FirstPublishLocationId'
/** Of a Salesforce number: people, leads, companies and deals begin so. */
const ofRecord = /^(003|00Q|001|006)/
const mostLinks = 1_000_000
/** Of one document: the first of them that is known has it. */
const mostPlaces = 100

/**
 * The tables of files in a ZIP as one: a column stands once however many tables have it, its header before the first line.
 * The lines of a further table go on behind those of the one before.
 */
export async function* archiveRows(
  path: string,
  { tables, names, links }: SniffedArchive,
  limits: Limits,
): AsyncGenerator<Row> {
  yield { line: 0, cells: names, problem: null }
  await using zip = await openArchive(path)
  const linked = links && (await linksIn(zip, links, limits))
  let before = 0
  for (const table of tables) {
    const places = names.map((name) => table.names.indexOf(name))
    const document = columnOf(table, 'contentdocumentid')
    const first = names.indexOf(firstPlace)
    let isHeader = true
    let last = 0
    for await (const row of csvRows(zip.read(table.entry), table.csv, limits)) {
      last = row.line
      if (row.cells.every((cell) => cell.trim() === '')) continue
      if (!isHeader) {
        const cells = places.map((at) => row.cells[at] ?? '')
        const more = linked?.get(row.cells[document]?.trim() ?? '') ?? []
        if (more.length > 0) cells[first] = [...new Set([cells[first], ...more])].filter(Boolean).join(';')
        yield { line: before + row.line, cells, problem: raggedness(row, table) }
      }
      isHeader = false
    }
    before += last
  }
}

const raggedness = ({ cells, problem }: Row, { names }: ArchiveTable) =>
  problem ??
  (cells.length === names.length
    ? null
    : `This line has ${cells.length} cells, the header has ${names.length}.`)

const columnOf = ({ names }: ArchiveTable, header: string) =>
  names.findIndex((name) => plainHeader(name) === header)

/** The people, companies and deals to which Salesforce links a document. */
async function linksIn(zip: ZipFile, table: ArchiveTable, limits: Limits): Promise<Map<string, string[]>> {
  const [document, record] = [columnOf(table, 'contentdocumentid'), columnOf(table, 'linkedentityid')]
  const linked = new Map<string, string[]>()
  let count = 0
  for await (const { cells } of csvRows(zip.read(table.entry), table.csv, limits)) {
    const [of, to] = [cells[document]?.trim() ?? '', cells[record]?.trim() ?? '']
    if (!ofRecord.test(to)) continue
    if (++count > mostLinks)
      throw new FileProblem(`${table.entry} has more than ${mostLinks} links. Split it.`)
    const places = linked.get(of)
    if (!places) linked.set(of, [to])
    else if (places.length < mostPlaces) places.push(to)
  }
  return linked
}
