/** `npm run bench -- NAME… [--json]`: all when none is named; with `--json` one line a benchmark. */
import { type Benchmark, measure, type Result } from './bench.ts'
import { firstMinutes } from './first-minutes.ts'
import { importContacts, importMillion } from './import.ts'
import { ingest } from './ingest.ts'
import { ingestForm } from './ingest-form.ts'
import { peopleLists } from './people.ts'
import { replay } from './replay.ts'
import { sample } from './sample.ts'
import { score } from './score.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { undo } from './undo.ts'

const all: Benchmark[] = [
  start,
  firstMinutes,
  importContacts,
  importMillion,
  ingest,
  ingestForm,
  peopleLists,
  replay,
  sample,
  score,
  search,
  undo,
]
const args = process.argv.slice(2)
const names = args.filter((arg) => arg !== '--json')
const unknown = names.filter((name) => !all.some((one) => one.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${all.map((one) => one.name).join(', ')}`,
  )
  process.exit(1)
}
for (const one of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const result = await measure(one)
  console.log(args.includes('--json') ? JSON.stringify(result) : inWords(result))
}

function inWords({ name, work, value, unit, floor, ratio, memoryMb }: Result): string {
  const shown = (n: number) => n.toPrecision(3)
  return `${name}: ${shown(value)} ${unit} (floor ${shown(floor)}, ratio ${shown(ratio)}; ${memoryMb} MB) ${work}`
}
