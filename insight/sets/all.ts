import type { Db } from '#platform/db'
import { customerSets, dealSets, newCustomerSets } from './deals.ts'
import { cohortSets, funnelSets, readySets } from './funnel.ts'
import { letterSets } from './letters.ts'
import { openQualified, pipelineSets, type StageName, stageSets } from './pipeline.ts'
import { recurringSets } from './recurring.ts'
import { sentBackSets } from './regrets.ts'
import { clockSets, handoverSets, offerSets, talkSet } from './seam.ts'
import type { CountedSet, Filter, View } from './sets.ts'
import { costSets } from './spend.ts'
import { versionSets } from './versions.ts'
import { visitSets } from './visits.ts'

/** Every set that is counted at once: the one list that numbers, months and the rows behind them read. */
export const allSets = (filter: Filter, view: View, now: Date): CountedSet[] => [
  ...(isOfVisits(filter) ? visitSets(filter) : []),
  ...funnelSets(filter, view),
  ...cohortSets(filter),
  ...readySets(filter),
  ...handoverSets(filter, now),
  ...offerSets(filter),
  ...clockSets(filter, now),
  talkSet(filter, now),
  ...sentBackSets(filter, now),
  ...dealSets(filter),
  ...newCustomerSets(filter),
  ...pipelineSets(filter),
  openQualified(filter, filter.to < now ? filter.to : new Date(now.getTime() + 1)),
  ...(isWide(filter)
    ? [...customerSets(filter, now), ...recurringSets(filter, now), ...letterSets(filter)]
    : []),
  ...(isSpent(filter) ? costSets(filter, now) : []),
]

/** Narrowed to nothing: what is kept of the whole firm alone can be told. */
export const isWide = ({ channel, campaignId, formId, productLineId, memberId }: Filter): boolean =>
  [channel, campaignId, formId, productLineId, memberId].every((one) => one === undefined)

/** Spend is the whole firm's or a campaign's; it is told nobody who sees a part. */
export const isSpent = ({ channel, formId, productLineId, memberId, ofSeen }: Filter): boolean =>
  !ofSeen && [channel, formId, productLineId, memberId].every((one) => one === undefined)

/** A visit has a source and a campaign; most of them are nobody's, so they are told nobody who sees a part. */
export const isOfVisits = ({ formId, productLineId, memberId, ofSeen }: Filter): boolean =>
  !ofSeen && [formId, productLineId, memberId].every((one) => one === undefined)

export async function stageNames(db: Db): Promise<StageName[]> {
  return db
    .selectFrom('stage')
    .select(['id', 'name', 'position'])
    .where('kind', '=', 'open')
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** A set by its key, for opening its rows; null for a key that is none of ours. Stages and versions have sets of their own. */
export async function setOf(
  db: Db,
  key: string,
  filter: Filter,
  view: View,
  now: Date,
): Promise<CountedSet | null> {
  const found = (sets: CountedSet[]) => sets.find((set) => set.key === key) ?? null
  const [kind, , id] = key.split('.')
  if (kind === 'version' && id && /^[0-9a-f-]{36}$/.test(id)) return found(versionSets(filter, now, id))
  if (kind === 'stage') return found((await stageNames(db)).flatMap((stage) => stageSets(filter, stage)))
  return found(allSets(filter, view, now))
}
