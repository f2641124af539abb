import { uuidv7 } from '#platform/clock'
import type { TakenIn } from '#platform/journal'
import type { Hit } from './hit.ts'

/** A browser as it is kept between hits. */
export type Visitor = {
  workspaceId: number
  key: string
  subjectId: string
  visitId: string | null
  lastAt: Date
  pageAt: Date | null
  page: string | null
  /** Pages in a row that came faster than a person reads. */
  quick: number
  burstAt: Date
  burst: number
  machine: string | null
  machineAt: Date | null
}

/** What a program did: kept apart from the journal. */
export type MachineHit = {
  workspaceId: number
  id: string
  kind: string
  site: string
  page: string
  agent: string
  evidence: string
}
export type Followed = { visitor: Visitor; events: TakenIn[]; machine: MachineHit[] }

const second = 1000
/** A visit ends when nothing is heard for so long. */
export const visitGapMs = 30 * 60 * second
/** Nobody reads pages at this pace so many times in a row. */
export const quickMs = 500
export const quickPages = 5
/** Nor does an office, whose colleagues are one by the hash of a day: what it may do by chance is in decision 18. */
const quickPagesOfOffice = 40
/** Nor does anybody do so much in so short a time. */
const burstMs = 10 * second
const mostInBurst = 100
const mostOfOffice = 1000
/** After this a browser that was held to be a program begins anew. */
export const programForMs = 24 * 3600 * second
/** What it did before it was found out is a program's too, so far back. */
export const programBackMs = 24 * 3600 * second

export const newVisitor = (workspaceId: number, key: string, now: Date): Visitor => ({
  ...{ workspaceId, key, subjectId: uuidv7(now), visitId: null, lastAt: now },
  ...{ pageAt: null, page: null },
  ...{ quick: 0, burstAt: now, burst: 0, machine: null, machineAt: null },
})

/** What hits of one browser, in their order, become: events of its subject and visit, or a program's doing with the evidence. */
export function follow(before: Visitor, hits: readonly Hit[]): Followed {
  const events: TakenIn[] = []
  const machine: MachineHit[] = []
  let visitor = before
  for (const hit of hits) {
    const { lastAt } = visitor
    const { site, page, title, at } = hit
    visitor = { ...paced(visitor, hit), lastAt: at > lastAt ? at : lastAt }
    if (visitor.machine) {
      machine.push(machineHit(hit, visitor.machine))
      continue
    }
    const { workspaceId, subjectId } = visitor
    const ours = { workspaceId, subjectId, at }
    if (!visitor.visitId || at.getTime() - lastAt.getTime() > visitGapMs) {
      const id = uuidv7(at)
      visitor = { ...visitor, visitId: id }
      events.push({ ...ours, id, kind: 'visit.started', data: { site, page, ...hit.source() } })
    }
    const visit = visitor.visitId
    events.push(
      hit.kind === 'page'
        ? { ...ours, id: uuidv7(at), kind: 'page.viewed', data: { site, page, title, visit } }
        : {
            ...ours,
            id: uuidv7(at),
            kind: `website.${hit.name}`,
            data: { ...hit.values, site, page, visit },
          },
    )
  }
  return { visitor, events, machine }
}

/** The pace at which a browser goes, and what it says about who is at it. */
function paced(visitor: Visitor, hit: Hit): Visitor {
  const { machineAt, pageAt } = visitor
  const now = hit.at
  const since = (at: Date) => now.getTime() - at.getTime()
  const isOne = visitor.key.startsWith('web:')
  const most = isOne ? mostInBurst : mostOfOffice
  const mostQuick = isOne ? quickPages : quickPagesOfOffice
  if (machineAt && since(machineAt) < programForMs) return visitor
  const inBurst = since(visitor.burstAt) < burstMs
  // A page that many open at once, out of one mail to all, is an office's; a program goes on to the next page.
  const isNext = isOne || hit.page !== visitor.page
  const isQuick = hit.kind === 'page' && pageAt !== null && since(pageAt) < quickMs && isNext
  const next: Visitor = {
    ...visitor,
    burstAt: inBurst ? visitor.burstAt : now,
    burst: inBurst ? visitor.burst + 1 : 1,
    quick: hit.kind === 'page' ? (isQuick ? visitor.quick + 1 : 0) : visitor.quick,
    ...(hit.kind === 'page' && { pageAt: now, page: hit.page }),
    machine: null,
    machineAt: null,
  }
  const evidence =
    hit.kind === 'pot'
      ? 'followed a link that people do not see'
      : next.quick >= mostQuick
        ? `timing: ${mostQuick + 1} pages, each within ${quickMs} ms of the one before`
        : next.burst > most
          ? `burst: more than ${most} acts in ${burstMs / second} seconds`
          : null
  return evidence ? { ...next, machine: evidence, machineAt: now } : next
}

export const machineHit = (hit: Hit, evidence: string): MachineHit => ({
  ...{
    workspaceId: hit.workspaceId,
    id: uuidv7(hit.at),
    site: hit.site,
    page: hit.page,
    agent: hit.agent,
    evidence,
  },
  kind: hit.kind === 'event' ? `website.${hit.name}` : hit.kind === 'page' ? 'page.viewed' : 'pot.followed',
})
