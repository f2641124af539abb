import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bringIn } from '#workspace/transfer'
import { wiring } from '../apps/wiring.ts'
import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const people = 100_000
const oraclePeople = 2_000
const floorBatch = 10_000
const header = ['Email', 'First name', 'Last name', 'Phone', 'Job title', 'Company', 'City', 'Country']
const cities = ['Köln', 'Bonn', 'Łódź', 'Zürich', 'Wien', 'Graz', 'Ulm']
const titles = ['Einkauf', 'Head of Purchasing', 'CEO', 'Technik']

/** Row `n` of a file; in `twice`, every tenth is a person of nine rows before, written in capitals. */
function rowOf(file: string, n: number, twice = false): string[] {
  const who = twice && n % 10 === 9 ? n - 9 : n
  const email = `person${who}.${file}@firm${who % 5000}.example`
  return [
    twice && n % 10 === 9 ? email.toUpperCase() : email,
    `Vorname${who}`,
    `Nachname${who}`,
    `+49 30 ${String(1_000_000 + who)}`,
    titles[who % titles.length]!,
    `Firma ${who % 5000} GmbH`,
    cities[who % cities.length]!,
    'DE',
  ]
}

/** People from a CSV file: duplicates found, every row in the change log, undoable. Floor: the same rows into a bare table. */
export const importContacts: Benchmark = {
  name: 'import-100k',
  work: '100,000 people of eight columns from CSV, duplicates found, undoable',
  unit: 's',
  rounds: 3,
  prepare: async () => {
    const at = await install()
    let round = 0
    return {
      oracle: () => oracle(at),
      round: async () => {
        const file = `r${++round}`
        const rows = Array.from({ length: people }, (_, n) => rowOf(file, n))
        const filePath = await write(at, file, rows)
        let created = 0
        const taken = await seconds(async () => {
          created = (await bring(at, filePath)).created
        })
        if (created !== people) throw new Error(`${created} of ${people} came in`)
        return taken
      },
      floor: async () => {
        const rows = Array.from({ length: people }, (_, n) => rowOf('floor', n))
        await at.sql(`create table bench_floor (${header.map((_, n) => `c${n} text`).join()})`)
        const taken = await seconds(async () => {
          for (let n = 0; n < rows.length; n += floorBatch) {
            const batch = rows.slice(n, n + floorBatch)
            await at.sql(
              `insert into bench_floor select * from unnest(${header.map((_, c) => `$${c + 1}::text[]`).join()})`,
              header.map((_, c) => batch.map((row) => row[c])),
            )
          }
        })
        await at.sql('drop table bench_floor')
        return taken
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

/** A file with people twice in it, against a plain map by address; then the same file again, which must change nothing. */
async function oracle(at: Installation): Promise<void> {
  const rows = Array.from({ length: oraclePeople }, (_, n) => rowOf('oracle', n, true))
  const expected = new Map<string, string>()
  for (const [email, first, last, , , company] of rows)
    if (!expected.has(email!.toLowerCase()))
      expected.set(email!.toLowerCase(), `${first} ${last}, ${company}`)
  const file = await write(at, 'oracle', rows)
  const brought = await bring(at, file)
  const again = await bring(at, file)
  const kept = await at.sql<{ email: string; is: string }>(
    `select lower(p.email) as email, p.name || ', ' || c.name as is
     from contact p join company c on c.id = p.company_id where p.email ilike '%.oracle@%'`,
  )
  const same = kept.length === expected.size && kept.every(({ email, is }) => expected.get(email) === is)
  if (!same || brought.created !== expected.size || again.created + again.matched > 0)
    throw new Error(
      `${kept.length} people instead of ${expected.size}, ${again.created + again.matched} anew`,
    )
}

async function write(at: Installation, name: string, rows: string[][]): Promise<string> {
  const file = path.join(at.folder, `${name}.csv`)
  await writeFile(file, [header, ...rows].map((row) => row.join(',')).join('\n'))
  return file
}

const bring = ({ database, clock, workspaceId }: Installation, file: string) =>
  bringIn({
    ...{ database, clock, workspaceId, actor: 'bench', path: file, fileName: path.basename(file) },
    importer: wiring.importers.find(({ record }) => record === 'contacts')!,
    secret: 'bench',
  })
