import { enableCompileCache } from 'node:module'

enableCompileCache()

type Command = { summary: string; load: () => Promise<{ run: (args: string[]) => Promise<void> }> }

const commands: Record<string, Command> = {
  start: {
    summary: 'serve the app, the public pages and the engine',
    load: () => import('./commands/start.ts'),
  },
  worker: {
    summary: 'run the engine alone, beside a server on the same DATABASE_URL',
    load: () => import('./commands/worker.ts'),
  },
  migrate: { summary: 'bring the database to this version', load: () => import('./commands/migrate.ts') },
  doctor: {
    summary: 'say in words what is wrong with database, mail, disk, clock and address',
    load: () => import('./commands/doctor.ts'),
  },
  backup: {
    summary: 'write everything to one file, beside a running Baton',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    summary: 'fill an empty installation from a backup',
    load: () => import('./commands/restore.ts'),
  },
  'export-firm': {
    summary: 'write all of one firm to one file',
    load: () => import('./commands/export-firm.ts'),
  },
  'import-firm': {
    summary: 'make a new firm of such a file, here or elsewhere',
    load: () => import('./commands/import-firm.ts'),
  },
  import: {
    summary: 'bring contacts, companies, products, members or deals in from a file',
    load: () => import('./commands/import.ts'),
  },
  setup: { summary: 'make the first account without a browser', load: () => import('./commands/setup.ts') },
  sample: {
    summary: 'make a firm with eighteen months of life in it to look at, or remove it',
    load: () => import('./commands/sample.ts'),
  },
}

const [name = '--help', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  try {
    const { run } = await command.load()
    await run(args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
} else {
  const width = Math.max(...Object.keys(commands).map((word) => word.length))
  const lines = Object.entries(commands).map(([word, { summary }]) => `  ${word.padEnd(width)}  ${summary}`)
  const text = `Baton: marketing and sales as one race\n\nUsage: baton <command> [options]\n\n${lines.join('\n')}\n\nbaton <command> --help says more.`
  if (['--help', '-h', 'help'].includes(name)) console.log(text)
  else {
    console.error(`baton: there is no command "${name}"\n\n${text}`)
    process.exitCode = 1
  }
}
