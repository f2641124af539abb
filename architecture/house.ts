/** The map of the house: areas by level, slices, doors, and which files run in a browser. Nothing here reads a disk. */

/** From the top down. A level may be skipped downward, never climbed; areas that share a level are strangers. */
export const levels = [
  ['apps'],
  ['insight'],
  ['customers'],
  ['handover'],
  ['marketing', 'sales'],
  ['people'],
  ['content'],
  ['catalogue'],
  ['workspace'],
  ['mail'],
  ['platform', 'ui'],
]

export const doors = ['index', 'contract', 'screens', 'wiring', 'routes', 'jobs']

/** Doors that only `apps` opens: they are collected there, so that no slice needs to know who is above it. */
export const collectedDoors = ['wiring', 'routes', 'jobs']

export type Place = {
  file: string
  /** First folder; '' for a file of the root. */
  area: string
  /** The unit of the law: `people/contacts`; all of `apps` is one, and each folder outside the levels. */
  slice: string
  /** On no level: bin, bench, browser, architecture, files of the root. They stand around the house. */
  outside: boolean
  test: boolean
  /** Written for the browser. What these import goes there too. */
  browser: boolean
}

export function placeOf(file: string): Place {
  const parts = file.split('/')
  const area = parts.length > 1 ? parts[0]! : ''
  const outside = rankOf(area) === undefined
  const slice = outside || area === 'apps' ? area : parts.slice(0, 2).join('/')
  const inside = parts.slice(2)
  const screens = !outside && area !== 'apps' && (inside[0] === 'screens' || inside[0] === 'screens.ts')
  const browser = screens || area === 'ui' || file.startsWith('apps/web/') || parts.at(-1) === 'contract.ts'
  return { file, area, slice, outside, test: /\.test\.tsx?$/.test(file), browser: browser && !outside }
}

/** 0 at the top; undefined outside the house. */
export function rankOf(area: string): number | undefined {
  const rank = levels.findIndex((areas) => areas.includes(area))
  return rank === -1 ? undefined : rank
}

/** Why `from` may not know `to`; undefined if it may. */
export function forbiddenBetween(from: Place, toArea: string): 'level' | 'strangers' | undefined {
  if (from.outside || from.area === toArea) return undefined
  const [own, other] = [rankOf(from.area), rankOf(toArea)]
  if (own === undefined || other === undefined || own > other) return 'level'
  if (own < other || (from.area === 'ui' && toArea === 'platform')) return undefined
  return from.area === 'platform' ? 'level' : 'strangers'
}

export type Target =
  | { kind: 'file'; file: string }
  | { kind: 'door'; area: string; slice: string; door: string; file: string }
  | { kind: 'badAlias' }
  | { kind: 'node' }
  | { kind: 'package'; name: string }

/** What an import specifier means, seen from a file; by spelling alone. */
export function targetOf(fromFile: string, specifier: string): Target {
  if (specifier.startsWith('.')) return { kind: 'file', file: join(fromFile, specifier) }
  if (specifier.startsWith('node:')) return { kind: 'node' }
  if (!specifier.startsWith('#')) {
    const parts = specifier.split('/')
    // A build of its own for browsers, as `csv-parse/browser/esm/sync`.
    if (parts[1] === 'browser') return { kind: 'package', name: `${parts[0]}/browser` }
    return { kind: 'package', name: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]! }
  }
  const [area = '', name, door = 'index', ...rest] = specifier.slice(1).split('/')
  const explicitIndex = specifier.endsWith('/index')
  if (!name || rest.length > 0 || explicitIndex || !doors.includes(door)) return { kind: 'badAlias' }
  if (rankOf(area) === undefined || area === 'apps') return { kind: 'badAlias' }
  const slice = `${area}/${name}`
  return { kind: 'door', area, slice, door, file: `${slice}/${door}.ts` }
}

function join(fromFile: string, specifier: string): string {
  const parts = fromFile.split('/').slice(0, -1)
  for (const part of specifier.replace(/\?.*$/, '').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
