#!/usr/bin/env node
// `npx baton …`: installs what is missing (said on stderr), then runs apps/cli.ts on the Node 24 that was installed.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { findNode, setUp } from './setup.js'

const cli = fileURLToPath(new URL('../apps/cli.ts', import.meta.url))
const args = process.argv.slice(2)

try {
  await setUp({ build: args[0] === 'start' && !args.includes('--help') })
  const child = spawn(findNode(), [cli, ...args], { stdio: 'inherit' })
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal))
  // Ctrl-C reaches the child without us: the terminal tells the whole group, and twice would mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
} catch (error) {
  fail(error)
}

function fail(error) {
  process.stderr.write(`baton: ${error.message}\n`)
  process.exit(1)
}
