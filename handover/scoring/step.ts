import { subjectsOf } from '#people/identity'
import type { Db } from '#platform/db'
import { record } from '#platform/journal'
import { setClocks } from '#platform/pump'
import type { PumpBatch, PumpStep } from '#platform/registry'
import {
  beginCandidates,
  type CandidateCause,
  type EndedCandidate,
  endCandidates,
  type NewCandidate,
} from './candidates.ts'
import { judge, loadKnown, nextChange, type Scored } from './computing.ts'
import type { Facts } from './definition.ts'
import { type Look, writeLooks } from './look.ts'
import { type Crossing, crossing, type Place, placeAfter } from './score.ts'
import { dropScores, type KeptScore, keptLines, keptScores, keyOf, sameScore, saveScores } from './scores.ts'
import { type DefinitionVersion, holdDefinitions } from './store.ts'

/** What a look at one person concluded. */
export interface Looked extends Look {
  /** null: deleted, erased or merged into another. */
  facts: Facts | null
  /** One for each product line's definition in force. */
  judged: Judged[]
}
export interface Judged extends Scored {
  before: Place
  place: Place
  crossed: Crossing
}

const looked = new WeakMap<PumpBatch, Map<string, Looked>>()

/** What the scoring step found out about the contacts of this batch; later steps build on it. */
export function lookedAt(batch: PumpBatch): ReadonlyMap<string, Looked> {
  const found = looked.get(batch)
  if (!found) throw new Error('The scoring step has not run for this batch')
  return found
}

/** Looks at each contact of the batch: what is newly known, how strong they are, which line they crossed. */
export const scoringStep: PumpStep = {
  name: 'score',
  rank: 20,
  run: async (db, batch) => {
    const { inForce, preparing } = await holdDefinitions(db)
    const newest = inForce.reduce((at, { fromAt }) => (fromAt && fromAt > at ? fromAt : at), batch.t)
    const looks = await writeLooks(db, batch, newest)
    const ids = [...looks.keys()]
    const all = [...inForce, ...preparing]
    const [known, kept] = await Promise.all([
      loadKnown(
        db,
        ids,
        all.map((version) => version.definition),
      ),
      keptScores(
        db,
        all.map((version) => version.id),
        ids,
      ),
    ])
    const found = new Map<string, Looked>()
    const changed: KeptScore[] = []
    const wakes = new Map<string, Date>()
    for (const look of looks.values()) {
      const facts = known.facts.get(look.contactId) ?? null
      const judged: Judged[] = []
      found.set(look.contactId, { ...look, facts, judged })
      for (const version of facts ? all : []) {
        const held = kept.get(keyOf(version.id, look.contactId))
        const beside = inForce.includes(version) ? undefined : placeInForce(version, inForce, judged)
        const before = beside ?? held?.place ?? 'none'
        const { score, now } = judge(version.definition, known, look.contactId, look.at, before !== 'none')
        const crossed =
          version.lanes === 'both' ? crossing(before, now, look.newActs.length > 0) : asked(before)
        const place = beside !== undefined ? strength(version, now.ready) : placeAfter(before, crossed)
        if (beside === undefined) judged.push({ version, score, before, place, crossed })
        const next: KeptScore = {
          definitionId: version.id,
          contactId: look.contactId,
          fit: score.fit,
          interest: score.interest,
          place,
          placeSince: held && held.place === place ? held.placeSince : look.at,
          asOf: look.at,
          changesAt: nextChange(score, now),
          lines: keptLines(score.lines),
        }
        if (!sameScore(held, next)) changed.push(next)
        const wake = wakes.get(look.contactId)
        if (next.changesAt && (!wake || next.changesAt < wake)) wakes.set(look.contactId, next.changesAt)
      }
    }
    await Promise.all([
      saveScores(db, changed, kept),
      dropScores(
        db,
        [...found.values()].filter((one) => !one.facts).map((one) => one.contactId),
      ),
      setClocks(
        db,
        'score',
        [...wakes].map(([contactId, at]) => ({ contactId, at })),
      ),
      moveCandidates(db, [...found.values()]),
      journalPlaces(db, [...found.values()]),
    ])
    looked.set(batch, found)
  },
}

/** While only who asks goes through, nobody has a place by score. */
const asked = (before: Place): Crossing => (before === 'none' ? 'none' : 'leaves')

/** A definition on its way into force keeps only whether somebody is strong enough; the swap makes places of it. */
const strength = (version: DefinitionVersion, isReady: boolean): Place =>
  version.lanes === 'both' && isReady ? 'candidate' : 'none'

function placeInForce(
  { productLineId }: DefinitionVersion,
  inForce: readonly DefinitionVersion[],
  judged: readonly Judged[],
): Place {
  const served = inForce.find((version) => version.productLineId === productLineId)
  return judged.find(({ version }) => version === served)?.place ?? 'none'
}

/** Who became strong enough without an act of theirs waits as a candidate, with the cause. */
async function moveCandidates(db: Db, all: readonly Looked[]): Promise<void> {
  const began: NewCandidate[] = []
  const ended: EndedCandidate[] = []
  for (const { contactId, at, causes, judged, facts } of all) {
    if (!facts) ended.push({ contactId, productLineId: null, at })
    for (const { version, crossed, before } of judged) {
      const { productLineId, id: definitionId } = version
      if (before === 'candidate' && crossed !== 'none') ended.push({ contactId, productLineId, at })
      if (crossed === 'candidate')
        began.push({ contactId, productLineId, definitionId, at, cause: causeAmong(causes) })
    }
  }
  await endCandidates(db, ended)
  await beginCandidates(db, began)
}

function causeAmong(causes: readonly string[]): CandidateCause {
  if (causes.some((cause) => cause.startsWith('import'))) return 'import'
  return causes.includes('definition') ? 'definition' : 'recalculation'
}

/** Each change of place is a line of the person's history, and what replay is checked against. */
async function journalPlaces(db: Db, all: readonly Looked[]): Promise<void> {
  const turns = all.flatMap(({ contactId, at, judged }) =>
    judged.filter((one) => one.crossed !== 'none').map((one) => ({ contactId, at, ...one })),
  )
  if (turns.length === 0) return
  const subjects = await subjectsOf(db, [...new Set(turns.map((turn) => turn.contactId))])
  await record(
    db,
    turns.flatMap(({ contactId, at, version, crossed, score }) => {
      const subjectId = subjects.get(contactId)?.[0]
      if (!subjectId) return []
      return [
        {
          kind: 'readiness.changed',
          subjectId,
          occurredAt: at,
          receivedAt: at,
          human: false,
          data: {
            turn: crossed,
            productLineId: version.productLineId,
            definitionId: version.id,
            version: version.version,
            total: score.total,
          },
        },
      ]
    }),
  )
}
