import { placeOf, targetOf } from './house.ts'
import type { Fault } from './law.ts'
import type { Source } from './source.ts'

type Edge = { to: string; file: string; line: number }

/**
 * Two slices that need each other are one slice, or lack a third. A slice's screens count apart from its server side;
 * types are erased and don't count; tests and the tests' house neither.
 */
export function cycleFaults(sources: ReadonlyMap<string, Source>): Fault[] {
  const edges = new Map<string, Edge[]>()
  for (const [file, source] of sources) {
    const from = placeOf(file)
    if (from.outside || from.test || from.slice === 'platform/testing') continue
    for (const { to, line, types } of source.imports) {
      const target = targetOf(file, to)
      if (types || (target.kind !== 'door' && target.kind !== 'file')) continue
      const node = nodeOf(target.file)
      if (node === nodeOf(file)) continue
      edges.set(nodeOf(file), [...(edges.get(nodeOf(file)) ?? []), { to: node, file, line }])
    }
  }
  const reported = new Set<string>()
  return [...edges.keys()].sort().flatMap((start) => {
    const round = shortestRound(start, edges)
    const names = round?.map((edge) => edge.to) ?? []
    const key = [...names].sort().join()
    if (!round || reported.has(key)) return []
    reported.add(key)
    const says = `closes a circle: ${[start, ...names].join(' → ')}. Two slices that need each other are one slice, or what both need belongs in a third below them; a need upward is data in wiring.ts.`
    return [{ file: round[0]!.file, line: round[0]!.line, rule: 'cycle' as const, says }]
  })
}

function nodeOf(file: string): string {
  const { slice, browser, area } = placeOf(file)
  return browser && area !== 'ui' && !file.endsWith('contract.ts') ? `${slice} (screens)` : slice
}

function shortestRound(start: string, edges: ReadonlyMap<string, Edge[]>): Edge[] | undefined {
  const seen = new Set<string>()
  let front: Edge[][] = (edges.get(start) ?? []).map((edge) => [edge])
  while (front.length > 0) {
    const done = front.find((path) => path.at(-1)!.to === start)
    if (done) return done
    front = front.flatMap((path) => {
      const at = path.at(-1)!.to
      if (seen.has(at)) return []
      seen.add(at)
      return (edges.get(at) ?? []).map((edge) => [...path, edge])
    })
  }
  return undefined
}
