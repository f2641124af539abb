import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bringIn } from '#workspace/transfer'
import { wiring } from '../apps/wiring.ts'
import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const oraclePeople = 2_000
const batchRows = 10_000
const looks = 10
const header = ['Email', 'First name', 'Last name', 'Phone', 'Job title', 'Company', 'City', 'Country']
const cities = ['Köln', 'Bonn', 'Łódź', 'Zürich', 'Wien', 'Graz', 'Ulm']
const titles = ['Einkauf', 'Head of Purchasing', 'CEO', 'Technik']

/** Rows of a file; every `again`th is the person of `again` - 1 rows before, written in capitals. */
function* rowsOf(file: string, people: number, again: number): Generator<string[]> {
  for (let n = 0; n < people; n++) {
    const isAgain = n % again === again - 1
    const who = isAgain ? n - again + 1 : n
    const email = `person${who}.${file}@firm${who % 5000}.example`
    yield [
      isAgain ? email.toUpperCase() : email,
      `Vorname${who}`,
      `Nachname${who}`,
      `+49 30 ${String(1_000_000 + who)}`,
      titles[who % titles.length]!,
      `Firma ${who % 5000} GmbH`,
      cities[who % cities.length]!,
      'DE',
    ]
  }
}

/**
 * People from a CSV file, every hundredth of them a second time, every row in the change log, undoable: until all are in and listed.
 * What follows (search entries, first facts, scores) is told beside it. Floor: the same rows into a bare table.
 */
const importing = (name: string, people: number, rounds: number): Benchmark => ({
  name,
  work: `${people.toLocaleString('en')} people of eight columns from CSV, duplicates found, undoable`,
  unit: 's',
  rounds,
  prepare: async () => {
    const at = await install()
    let round = 0
    return {
      oracle: () => oracle(at),
      round: async () => {
        const file = `r${++round}`
        const filePath = await write(at, file, rowsOf(file, people, 100))
        const memory: Promise<number>[] = []
        let created = 0
        const taken = await seconds(async () => {
          ;({ created } = await bring(at, filePath, (rows) => {
            if (rows * looks >= memory.length * people) memory.push(at.memoryMb())
          }))
        })
        if (created !== people - people / 100) throw new Error(`${created} of ${people} came in`)
        const megabytes = (await Promise.all(memory)).map((mb) => Math.round(mb))
        const behind = await seconds(() => allFollowed(at))
        console.error(
          `${name}, round ${round}: in after ${taken.toFixed(1)} s, memory on the way ${megabytes.join(', ')} MB; all followed after ${behind.toFixed(1)} s more`,
        )
        return taken
      },
      floor: async () => {
        await at.sql(`create table bench_floor (${header.map((_, n) => `c${n} text`).join()})`)
        let taken = 0
        for (const batch of inBatches(rowsOf('floor', people, 100)))
          taken += await seconds(() =>
            at.sql(
              `insert into bench_floor select * from unnest(${header.map((_, c) => `$${c + 1}::text[]`).join()})`,
              header.map((_, c) => batch.map((row) => row[c])),
            ),
          )
        await at.sql('drop table bench_floor')
        return taken
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
})

export const importContacts = importing('import-100k', 100_000, 3)
export const importMillion = importing('import-1m', 1_000_000, 1)

function* inBatches(rows: Iterable<string[]>): Generator<string[][]> {
  let batch: string[][] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Until everybody has a search entry and first facts, and is news to the pump. */
async function allFollowed(at: Installation): Promise<void> {
  while ((await at.sql('select from contact_arrival limit 1')).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 200))
}

/** A file with people twice in it, against a plain map by address; then the same file again, which must change nothing. */
async function oracle(at: Installation): Promise<void> {
  const rows = [...rowsOf('oracle', oraclePeople, 10)]
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

async function write(at: Installation, name: string, rows: Iterable<string[]>): Promise<string> {
  const file = path.join(at.folder, `${name}.csv`)
  function* text() {
    yield `${header.join(',')}\n`
    for (const batch of inBatches(rows)) yield batch.map((row) => `${row.join(',')}\n`).join('')
  }
  await pipeline(Readable.from(text()), createWriteStream(file))
  return file
}

const bring = (
  { database, clock, workspaceId }: Installation,
  file: string,
  onRows: (rows: number) => void = () => {},
) =>
  bringIn({
    ...{ database, clock, workspaceId, actor: 'bench', path: file, fileName: path.basename(file) },
    importer: wiring.importers.find(({ record }) => record === 'contacts')!,
    secret: 'bench',
    onProgress: ({ rows }) => onRows(rows),
  })
