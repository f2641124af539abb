/**
 * Takes each guard of `guards.ts` out in turn, in a copy, and runs the test that must miss it: a test that passes all the
 * same shows nothing. `node trials/attacks/without-guards.ts [words of files]` takes a quarter of an hour for all.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Guard } from './guard.ts'
import { guards } from './guards.ts'

type Report = { testResults: { assertionResults: { status: string; fullName: string }[] }[] }

const root = path.resolve(import.meta.dirname, '../..')
const copy = mkdtempSync(path.join(os.tmpdir(), 'baton-without-'))
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(Boolean)
for (const file of tracked)
  if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(copy, file))
for (const name of ['node_modules', 'dist'])
  if (existsSync(path.join(root, name))) symlinkSync(path.join(root, name), path.join(copy, name))

/** The names of the tests that fail without the guard. */
function failuresWithout({ file, holds, without, test }: Guard): string[] {
  const at = path.join(copy, file)
  const text = readFileSync(at, 'utf8')
  const report = path.join(copy, 'report.json')
  rmSync(report, { force: true })
  writeFileSync(
    at,
    text.replace(holds, () => without),
  )
  const run = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${report}`, test]
  spawnSync(process.execPath, run, { cwd: copy, stdio: 'ignore', timeout: 300_000 })
  writeFileSync(at, text)
  if (!existsSync(report)) return ['the run did not end']
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const all = testResults.flatMap((it) => it.assertionResults)
  if (all.some(({ status }) => status === 'pending')) return ['the file failed before its tests']
  return all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
}

const words = process.argv.slice(2)
const chosen = guards.filter(
  ({ file, test }) => words.length === 0 || words.some((word) => `${file} ${test}`.includes(word)),
)
let unnoticed = 0
for (const guard of chosen) {
  const failed = failuresWithout(guard)
  const named = failed.find((name) => name.includes(guard.misses))
  if (!named) unnoticed++
  console.log(
    `${named ? 'missed   ' : 'UNNOTICED'} ${guard.file}: ${guard.holds.split('\n')[0]!.slice(0, 70)} · ${named ?? failed.join(' · ')}`,
  )
}
console.log(`${chosen.length - unnoticed} of ${chosen.length} guards are missed by their test`)
rmSync(copy, { recursive: true, force: true })
process.exitCode = unnoticed === 0 ? 0 : 1
