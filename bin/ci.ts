/**
 * Every check of `npm test`: first those without tests of their own, at once, each of which counts as one; then those with
 * tests, in order. All run, whatever fails; the last line alone says how many passed and failed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

type Check = {
  name: string
  run: string[]
  env?: Record<string, string>
  /** Where Vitest leaves its counts; without it the check is one thing that holds or not. */
  report?: string
}
type Counts = { passed: number; failed: number; skipped: number }
type Report = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

const root = path.dirname(import.meta.dirname)
const reports = path.join(root, '.cache', 'ci')
const limitMs = 30 * 60_000
const tool = (file: string) => path.join(root, 'node_modules', file)
const vitest = (report: string, ...more: string[]) => ({
  report: path.join(reports, `${report}.json`),
  run: [
    ...[tool('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'],
    ...[`--outputFile.json=${path.join(reports, `${report}.json`)}`, ...more],
  ],
})

const overHttp = await filesOverHttp()
const checks: Check[] = [
  { name: 'generated files are fresh', run: ['bin/generate.ts', '--check'] },
  { name: 'types', run: [tool('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
  {
    name: 'style',
    run: [tool('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=error', '--max-diagnostics=50'],
  },
  {
    name: 'tests, and the import law',
    ...vitest(
      'tests',
      ...overHttp.filter(({ atOnce }) => !atOnce).flatMap(({ file }) => ['--exclude', file]),
    ),
  },
  {
    name: 'over HTTP with a pool of one',
    env: { BATON_POOL: '1' },
    ...vitest('pool-of-one', ...overHttp.filter(({ atOnce }) => !atOnce).map(({ file }) => file)),
  },
  { name: 'browser tests', ...vitest('browser', '--config', 'vitest.browser.config.ts') },
]

/**
 * What goes through HTTP runs with one connection a pool, which must do. What does things at once runs with a full pool,
 * where they meet in the database; a second connection inside a transaction is refused in both.
 */
async function filesOverHttp(): Promise<{ file: string; atOnce: boolean }[]> {
  const files: { file: string; atOnce: boolean }[] = []
  // The sample firm is played by calls inside the process, and a firm's whole life asks what others ask already.
  const exclude = ['node_modules/**', 'browser/**', 'apps/sample/**', 'trials/numbers/**']
  for (const file of globSync('*/**/*.test.ts', { cwd: root, exclude }).sort()) {
    const text = await readFile(path.join(root, file), 'utf8')
    if (/\b(world|importingFirm)\b[^\n]*#platform\/testing/.test(text))
      files.push({ file, atOnce: /\bPromise\.all(Settled)?\(/.test(text) })
  }
  return files
}

const running = new Set<ChildProcess>()
let stopping = false
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const broken: string[] = []
const skipped = { withoutData: 0, otherwise: [] as string[] }

await mkdir(reports, { recursive: true })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    console.log(`stopped by ${signal}`)
    stopping = true
    stop('SIGTERM')
    setTimeout(() => process.exit(1), 3_000) // time for the tests' own database to go
  })
process.on('exit', () => stop('SIGKILL'))

await Promise.all(checks.filter(({ report }) => !report).map(carryOut))
for (const check of checks.filter(({ report }) => report)) await carryOut(check)

if (broken.length > 0) console.log(`\nFailed: ${broken.join(' · ')}`)
for (const name of skipped.otherwise) console.log(`skipped: ${name}`)
if (skipped.withoutData > 0) console.log(`skipped: ../shared/data is not here (${skipped.withoutData} tests)`)
console.log(inWords(total))
process.exitCode = total.failed > 0 ? 1 : 0

async function carryOut(check: Check): Promise<void> {
  const startedAt = performance.now()
  if (check.report) await rm(check.report, { force: true })
  const { code, output } = await run(check)
  const counts = check.report ? await counted(check.report, code) : one(code)
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
  if (counts.failed > 0) broken.push(check.name)
  if (counts.failed > 0 && output) console.log(output.trimEnd())
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const words = check.report ? ` (${inWords(counts)})` : ''
  console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${check.name}${words} ${seconds} s`)
}

/** Runs a check in a process group of its own, so that nothing it started outlives it. */
function run(check: Check): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    const live = check.report !== undefined
    const child = spawn(process.execPath, check.run, {
      cwd: root,
      env: { ...cleanEnvironment(), ...check.env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      detached: process.platform !== 'win32',
    })
    running.add(child)
    const tooLong = setTimeout(() => {
      output += `\nstopped after ${limitMs / 60_000} minutes`
      stop('SIGKILL', child)
    }, limitMs)
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    const done = (code: number) => {
      clearTimeout(tooLong)
      stop('SIGKILL', child)
      running.delete(child)
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      done(1)
    })
    child.on('exit', (code) => !stopping && done(code ?? 1))
  })
}

/** Ends what runs, or one of it, with everything it started. */
function stop(signal: NodeJS.Signals, ...those: ChildProcess[]): void {
  for (const child of those.length > 0 ? those : running) {
    if (child.pid === undefined) continue
    try {
      if (process.platform === 'win32') child.kill(signal)
      else process.kill(-child.pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}

/** Without the settings of whoever runs this: a test must not find somebody's own database or mail server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = /^(BATON_|DATABASE_URL$|SMTP_URL$|PORT$|PUBLIC_PORT$|VITEST)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** Tests by outcome; a file that did not even load, and a run that failed in no test, count as one failure each. */
async function counted(report: string, code: number): Promise<Counts> {
  if (!existsSync(report)) return one(code)
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of testResults) {
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
      counts.failed++
    const left: string[] = []
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed++
      else if (test.status === 'failed') counts.failed++
      else left.push(test.fullName)
    }
    counts.skipped += left.length
    if (left.length === 0) continue
    if (/shared[/-]data|shared', 'data/.test(await readFile(file.name, 'utf8')))
      skipped.withoutData += left.length
    else skipped.otherwise.push(...left)
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

function one(code: number): Counts {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

function inWords({ passed, failed, skipped: left }: Counts): string {
  return `${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`
}
