/**
 * `npm run dev`: Baton as `npm start` serves it, reloading. Vite serves the screens and changes them in place; the server
 * starts anew when one of its files changes. Members' address is Vite's, which hands on what is not a file of its own.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createServer } from 'vite'

const root = path.dirname(import.meta.dirname)
const port = Number(process.env.PORT ?? 3000)
const behind = `http://127.0.0.1:${port}`
const handedOn = ['/rpc', '/api', '/auth', '/stream', '/healthz', '/readyz', '/metrics']

const screens = await createServer({
  configFile: path.join(root, 'vite.config.ts'),
  server: { port: 5173, proxy: Object.fromEntries(handedOn.map((from) => [from, behind])) },
})
await screens.listen()
const address = screens.resolvedUrls?.local[0] ?? 'http://localhost:5173/'
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', path.join(root, 'apps/cli.ts'), 'start', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { BATON_URL: address.replace(/\/$/, ''), ...process.env } },
)
console.log(`Screens that reload: ${address}`)

// Ctrl-C reaches the server without us, as the terminal tells the whole group; a signal to us alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) server.kill(signal)
  })
server.on('exit', async (code) => {
  await screens.close()
  process.exit(code ?? 0)
})
