import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { guards } from './guards.ts'

const root = path.resolve(import.meta.dirname, '../..')

it('every guard that `without-guards.ts` takes out stands once where it is said to', async () => {
  const found: string[] = []
  for (const { file, holds, without, test } of guards) {
    const times = (await readFile(path.join(root, file), 'utf8')).split(holds).length - 1
    if (times !== 1) found.push(`${file} has it ${times} times: ${holds}`)
    if (holds === without) found.push(`${file}: nothing is taken out of ${holds}`)
    await readFile(path.join(root, test))
  }
  expect(found).toEqual([])
})
