import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

/** One who was erased, without who it was: what a restored backup is held against. */
const entryShape = z.object({
  workspace: z.number().int(),
  id: z.uuid(),
  contacts: z.array(z.uuid()),
  keys: z.array(z.string()),
  cause: z.enum(['asked', 'not_needed', 'unlawful', 'retention', 'bin']),
  at: z.coerce.date(),
})
export type Entry = z.infer<typeof entryShape>

/** The same erasure is of several firms where one was brought in from a file beside the one that it was made of. */
export const nameOf = ({ workspace, id }: Pick<Entry, 'workspace' | 'id'>): string => `${workspace} ${id}`

/** Beside the database, which a restore replaces. */
export const listIn = (dataFolder: string) => path.join(dataFolder, 'erased')

/** Safe on the disk before anything is taken out. A line begins anew, so that a torn one before it spoils nothing. */
export async function noteOnList(file: string, entries: readonly Entry[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.write(entries.map((it) => `\n${JSON.stringify(it)}\n`).join(''))
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

/** Each of the list once; none where there is no list, and a line that was torn is no line. */
export async function readList(file: string): Promise<Entry[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  const entries = text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const entry = entryShape.safeParse(parsed(line))
    return entry.success ? entry.data : []
  })
  return [...new Map(entries.map((it) => [nameOf(it), it])).values()]
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // a line that was being written when the machine went down
  }
}
