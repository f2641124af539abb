import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { breaches, printed } from './architecture/law.ts'
import { lawful } from './architecture/lawful.ts'
import { migrations, planted } from './architecture/plants.ts'

/** The whole tree as the law sees it. */
async function tree(): Promise<Map<string, string>> {
  const root = import.meta.dirname
  const skipped = new Set(['node_modules', 'dist', 'data', '.cache', '.git', 'test-results'])
  const files = new Map<string, string>()
  for await (const file of glob('**/*.{ts,tsx,sql}', { cwd: root, exclude: (name) => skipped.has(name) }))
    files.set(file.split(path.sep).join('/'), await readFile(path.join(root, file), 'utf8'))
  return files
}

it('the house obeys its law', async () => {
  const files = await tree()
  expect([...files.keys()]).toEqual(expect.arrayContaining(['platform/db/database.ts', 'apps/cli.ts']))
  expect(breaches(files).map(printed)).toEqual([])
})

it.each(planted)('a planted fault is found: %s → %s', (_title, rule, file, text, more = {}) => {
  const found = breaches(new Map(Object.entries({ ...migrations, [file]: text, ...more })))
  expect(found.map((fault) => fault.rule)).toContain(rule)
  for (const fault of found) expect(fault.says.length).toBeGreaterThan(20)
})

it.each(lawful)('lawful: %s', (_title, file, text, more = {}) => {
  const found = breaches(new Map(Object.entries({ ...migrations, [file]: text, ...more })))
  expect(found.map(printed)).toEqual([])
})
