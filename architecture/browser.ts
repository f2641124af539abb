import { type Place, placeOf, targetOf } from './house.ts'
import type { Fault } from './law.ts'
import { isServerPackage } from './packages.ts'
import type { Source } from './source.ts'

const serverNames = new Set(['index.ts', 'store.ts', 'routes.ts', 'jobs.ts', 'wiring.ts', 'tables.ts'])

/**
 * What is written for the browser, and everything that it pulls in, must run there: no server file, no Node, no
 * database. Follows imports of values; types are erased and bring nothing along.
 */
export function browserFaults(sources: ReadonlyMap<string, Source>): Fault[] {
  const faults: Fault[] = []
  const reached = new Map<string, string | null>()
  const queue: string[] = []
  const reach = (file: string, from: string | null) => {
    const found = [file, file.replace(/\.js$/, '.ts')].find((it) => sources.has(it))
    if (!found || reached.has(found)) return
    reached.set(found, from)
    queue.push(found)
  }
  for (const file of sources.keys()) {
    const place = placeOf(file)
    if (place.browser && !place.test) reach(file, null)
  }
  for (let file = queue.shift(); file; file = queue.shift()) {
    for (const { to, line, types } of sources.get(file)!.imports) {
      if (types) continue
      const target = targetOf(file, to)
      const goesTo = target.kind === 'file' || target.kind === 'door' ? placeOf(target.file) : undefined
      const why = goesTo
        ? isServerFile(goesTo)
          ? `imports the server file ${goesTo.file}`
          : undefined
        : target.kind === 'node' || (target.kind === 'package' && isServerPackage(target.name))
          ? `imports ${to}, which only the server has`
          : undefined
      if (why) faults.push({ file, line, rule: 'side', says: teach(why, trail(file, reached)) })
      else if (goesTo) reach(goesTo.file, file)
    }
  }
  return faults
}

function isServerFile({ file, area, slice, outside }: Place): boolean {
  if (area === 'ui') return false
  if (area === 'apps') return !file.startsWith('apps/web/') && file !== 'apps/contract.ts'
  const inside = outside ? '' : file.slice(slice.length + 1)
  return outside || serverNames.has(inside) || inside.startsWith('adapters/')
}

function teach(why: string, trail: string[]): string {
  const path = trail.length > 1 ? ` It gets into the browser by ${trail.join(' → ')}.` : ''
  return `runs in the browser and ${why}.${path} Ask the server through the client, or move the rule into a pure file that both sides import.`
}

function trail(file: string, reached: ReadonlyMap<string, string | null>): string[] {
  const steps: string[] = []
  for (let at: string | null | undefined = file; at; at = reached.get(at)) steps.unshift(at)
  return steps
}
