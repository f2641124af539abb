import { browserFaults } from './browser.ts'
import { cycleFaults } from './cycles.ts'
import { egressFaults } from './egress.ts'
import { placeOf } from './house.ts'
import { importFaults } from './imports.ts'
import { readSource, type Source } from './source.ts'
import { tableFaults } from './tables.ts'

/** One breach: where, which rule, and what to do instead. */
export type Fault = { file: string; line: number; rule: Rule; says: string }
export type Rule =
  | 'level'
  | 'strangers'
  | 'door'
  | 'side'
  | 'package'
  | 'cycle'
  | 'egress'
  | 'unreadable'
  | 'write'
  | 'read'
  | 'refer'
  | 'owner'

/**
 * The import law and the table law over a set of files (path → text; TypeScript and the migrations' SQL). Reads no
 * disk, so that a planted fault is a fixture of a few lines.
 */
export function breaches(files: ReadonlyMap<string, string>): Fault[] {
  const sources = new Map<string, Source>()
  for (const [file, text] of files) if (/\.tsx?$/.test(file)) sources.set(file, readSource(file, text))
  const unreadable = [...sources].flatMap(([file, source]) =>
    placeOf(file).outside
      ? []
      : source.unreadable.map((it): Fault => ({ file, line: it.line, rule: 'unreadable', says: it.says })),
  )
  return [
    ...unreadable,
    ...importFaults(sources),
    ...browserFaults(sources),
    ...cycleFaults(sources),
    ...egressFaults(sources, files),
    ...tableFaults(sources, files),
  ]
}

export const printed = ({ file, line, rule, says }: Fault) => `${file}:${line} (${rule}) ${says}`
