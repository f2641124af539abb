import { marginsOf } from '#insight/margins'
import { spendUnknown } from '#insight/numbers'
import { countAll, dealSets, type Filter } from '#insight/sets'
import type { Db } from '#platform/db'
import { attribute, type ByModel, byModel, rangeOf, touchesOf } from './attribution.ts'
import { models, modelWords } from './models.ts'
import { campaignNames, spendByCampaign, type WonDeal, wonDeals } from './store.ts'

type Margins = Awaited<ReturnType<typeof marginsOf>>

/** What one campaign, or none, is given of the deals so far. */
export type Share = {
  deals: number
  withoutRate: number
  attributed: ByModel
  /** What is left of it by the margin of each deal; null: a deal has none. */
  left: ByModel | null
}
/** Without any margin there is no return of anything. */
const nothing = (margins: Margins): Share => ({
  deals: 0,
  withoutRate: 0,
  attributed: byModel(() => 0),
  left: margins.length > 0 ? byModel(() => 0) : null,
})

/** A deal by campaign and model: each campaign that one of its touches names, or else none. */
export function partsOf({
  valueMinor,
  acts,
}: Pick<WonDeal, 'valueMinor' | 'acts'>): Map<string | null, ByModel | null> {
  const touches = touchesOf(acts)
  const who: (string | null)[] =
    touches.length > 0 ? [...new Set(touches.map((one) => one.campaignId))] : [null]
  if (valueMinor === null) return new Map(who.map((campaign) => [campaign, null]))
  const of = new Map(models.map((model) => [model, attribute(valueMinor, touches, model)]))
  return new Map(who.map((campaign) => [campaign, byModel((model) => of.get(model)!.get(campaign)!)]))
}

/** Adds up all deals of the filter, or those behind one campaign, by whom they are given to. */
export async function shares(
  db: Db,
  filter: Filter,
  margins: Margins,
  campaignId?: string,
): Promise<Map<string | null, Share>> {
  const ofFirm = margins.find(({ productLineId }) => productLineId === null)?.percent
  const all = new Map<string | null, Share>([[null, nothing(margins)]])
  for await (const deal of wonDeals(db, filter, campaignId)) {
    const percent = margins.find(({ productLineId }) => productLineId === deal.line)?.percent ?? ofFirm
    for (const [campaign, cents] of partsOf(deal)) {
      const share = all.get(campaign) ?? nothing(margins)
      all.set(campaign, share)
      share.deals += 1
      if (cents === null) {
        share.withoutRate += 1
        continue
      }
      const left = share.left
      share.attributed = byModel((model) => share.attributed[model] + cents[model])
      share.left =
        left && percent !== undefined
          ? byModel((model) => left[model] + (cents[model] * percent) / 100)
          : null
    }
  }
  return all
}

/** Attributed beside spent, by campaign, with what must hold; the dearest first. */
export async function attributionOf(db: Db, filter: Filter, now: Date) {
  const margins = await marginsOf(db)
  const given = await shares(db, filter, margins)
  const unknown = spendUnknown(filter)
  const spend = unknown === null ? await spendByCampaign(db, filter, now) : null
  const spent = (campaignId: string | null) => ({
    spendMinor: spend && spend(campaignId, false),
    ownTimeMinor: spend && spend(campaignId, true),
  })
  const rows = [...(await campaignNames(db))]
    .map(([campaignId, name]) => {
      const { left, ...share } = given.get(campaignId) ?? nothing(margins)
      const costs = spent(campaignId)
      return {
        campaignId,
        name,
        ...share,
        ...rangeOf(share.attributed),
        ...costs,
        ...returnsOf(share, left, costs.spendMinor),
      }
    })
    .filter((row) => row.deals > 0 || row.spendMinor || row.ownTimeMinor)
    .sort(
      (a, b) => b.high - a.high || (b.spendMinor ?? 0) - (a.spendMinor ?? 0) || a.name.localeCompare(b.name),
    )
  const none = given.get(null)!
  const unallocated = spent(null)
  const won = dealSets(filter).filter(({ key }) => key === 'deal.won' || key === 'deal.won_without_rate')
  const counts = await countAll(db, won)
  const wonMinor = counts.get('deal.won')?.valueMinor ?? 0
  const parts = [...given.values()]
  const attributed = byModel((model) => parts.reduce((sum, it) => sum + it.attributed[model], 0))
  const all = (pick: 'spendMinor' | 'ownTimeMinor') =>
    spend && rows.reduce((sum, row) => sum + (row[pick] ?? 0), unallocated[pick] ?? 0)
  return {
    rows,
    none: { deals: none.deals, withoutRate: none.withoutRate, valueMinor: none.attributed.first },
    unallocated,
    total: {
      deals: counts.get('deal.won')?.n ?? 0,
      withoutRate: counts.get('deal.won_without_rate')?.n ?? 0,
      wonMinor,
      attributed,
      spendMinor: all('spendMinor'),
      ownTimeMinor: all('ownTimeMinor'),
    },
    spendUnknown: unknown,
    marginMissing:
      margins.length === 0 || [...given].some(([campaign, { left }]) => campaign !== null && left === null),
    identities: models.map((model) => ({
      model,
      name: `Won value = sum over campaigns + none (${modelWords[model].label.toLowerCase()})`,
      left: wonMinor,
      right: attributed[model],
      holds: wonMinor === attributed[model],
    })),
  }
}

/** Attributed by what was spent, and what is left of it after the spend; no return of a part, of nothing spent, or without a margin. */
function returnsOf(share: Omit<Share, 'left'>, left: ByModel | null, spendMinor: number | null) {
  const note =
    share.withoutRate > 0
      ? `${share.withoutRate} of these deals have no rate of exchange: no return of a part`
      : null
  if (!spendMinor || note) return { roas: null, roi: null, note }
  return {
    roas: rangeOf(byModel((model) => share.attributed[model] / spendMinor)),
    roi: left && rangeOf(byModel((model) => (Math.round(left[model]) - spendMinor) / spendMinor)),
    note,
  }
}
