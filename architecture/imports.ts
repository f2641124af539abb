import { collectedDoors, forbiddenBetween, type Place, placeOf, targetOf } from './house.ts'
import type { Fault } from './law.ts'
import { whyNotPackage } from './packages.ts'
import type { Source } from './source.ts'

/** The tests' house is built by `apps`, so this one folder below looks up. */
const looksUp = 'platform/testing'
const order =
  'apps → insight → customers → handover → marketing | sales → people → content → catalogue → workspace → mail → platform, ui'

/** Levels, strangers, doors, sides and packages: what each single import may name. */
export function importFaults(sources: ReadonlyMap<string, Source>): Fault[] {
  const faults: Fault[] = []
  for (const [file, source] of sources) {
    const from = placeOf(file)
    for (const { to, line } of source.imports) {
      const fault = judge(from, to)
      if (fault) faults.push({ file, line, ...fault })
    }
  }
  return faults
}

type Verdict = Pick<Fault, 'rule' | 'says'> | undefined

function judge(from: Place, specifier: string): Verdict {
  const target = targetOf(from.file, specifier)
  if (target.kind === 'node') return undefined
  if (target.kind === 'package') {
    const why = whyNotPackage(from, target.name)
    return why ? { rule: 'package', says: why } : undefined
  }
  if (target.kind === 'badAlias')
    return {
      rule: 'door',
      says: `${specifier} is no door: import #area/slice, or its /contract or /screens. Need something from inside? Let that slice's index.ts offer it.`,
    }
  if (target.kind === 'file') return byPath(from, placeOf(target.file))
  if (target.slice === from.slice || from.outside) return undefined
  if (target.slice === looksUp)
    return from.test
      ? undefined
      : { rule: 'side', says: `#platform/testing builds a house for tests; only *.test.ts may import it.` }
  if (from.slice === looksUp) return undefined
  return byLevel(from, target.area, target.slice) ?? bySide(from, target.area, target.slice, target.door)
}

function byPath(from: Place, to: Place): Verdict {
  if (to.slice === from.slice) return undefined
  if (from.outside && (to.outside || to.area === 'apps')) return undefined
  if (from.slice === looksUp && to.area === 'apps') return undefined
  if (to.outside)
    return {
      rule: 'level',
      says: `${to.file} stands outside the house (tools, measurements); nothing inside imports it.`,
    }
  const level = byLevel(from, to.area, to.slice)
  if (level) return level
  return {
    rule: 'door',
    says: `reaches into ${to.slice} by path (${to.file}). Go through its door: #${to.slice}; if the door does not offer it, add it to ${to.slice}/index.ts.`,
  }
}

function byLevel(from: Place, toArea: string, toSlice: string): Verdict {
  const why = forbiddenBetween(from, toArea)
  if (why === 'strangers')
    return {
      rule: 'strangers',
      says: `${from.area} and ${toArea} are strangers (imports ${toSlice}). What both need lies lower (people, catalogue); what knows both is handover; or offer it as data in wiring.ts.`,
    }
  if (why === 'level')
    return {
      rule: 'level',
      says: `${from.area} lies below ${toArea} and may not know ${toSlice}. Turn it around: offer a hook as data in wiring.ts, or a function of this slice that the upper one calls. Order: ${order}.`,
    }
  return undefined
}

function bySide(from: Place, toArea: string, toSlice: string, door: string): Verdict {
  if (collectedDoors.includes(door) && from.area !== 'apps')
    return {
      rule: 'door',
      says: `#${toSlice}/${door} is collected by apps alone; other slices use #${toSlice} or #${toSlice}/contract.`,
    }
  const forBrowser = door === 'screens' || toArea === 'ui'
  if (forBrowser && !from.browser && !from.test)
    return {
      rule: 'side',
      says: `a server file imports browser code (#${toSlice}${toArea === 'ui' ? '' : '/screens'}). What both sides need belongs in contract.ts or a pure file of the slice.`,
    }
  return undefined
}
