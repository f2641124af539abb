import {
  COHORT_WINDOW_DAYS,
  type Count,
  type CountedSet,
  type Filter,
  isSpent,
  ripeOf,
  type View,
} from '#insight/sets'
import type { Db } from '#platform/db'
import { type Behind, type Figure, figure } from './figure.ts'
import { marginOf } from './returns.ts'

const view: View = 'period'
/** Spend by unit in whole minor units; null where there is none of either. */
export const per = (spend: number, units: number): number | null =>
  units === 0 || spend === 0 ? null : Math.round(spend / units)

const ofPart = 'Spend is the whole firm’s, and you see a part of it'
const narrowedAway = 'Spend is kept by campaign: choose no source, form, product line or person'
/** Why spend is not told under a filter; null where it is. */
export const spendUnknown = (filter: Filter): string | null =>
  isSpent(filter) ? null : filter.ofSeen ? ofPart : narrowedAway

/** What was spent, what a unit cost, and what came back of it. */
export async function moneyFigures(
  db: Db,
  filter: Filter,
  { counts, sets, now }: { counts: Map<string, Count>; sets: CountedSet[]; now: Date },
): Promise<Figure[]> {
  const unknown = spendUnknown(filter)
  const known = unknown === null
  const n = (key: string) => counts.get(key)?.n ?? 0
  const sum = (key: string) => counts.get(key)?.valueMinor ?? 0
  const spend = sum('spend.all')
  const ofSpend: Behind[] = known ? [{ key: 'spend.all', view }] : []
  const cost = (key: string, label: string, formula: string): Figure =>
    figure({
      ...{ key, section: 'money', label, formula, kind: 'money', value: known ? sum(key) : null, n: n(key) },
      ...{ note: unknown, behind: known ? [{ key, view }] : [] },
    })
  const unit = (key: string, label: string, of: string, formula: string): Figure =>
    figure({
      ...{
        key,
        section: 'money',
        label,
        formula,
        kind: 'money',
        value: known ? per(spend, n(of)) : null,
        n: n(of),
      },
      ...{ note: unknown, behind: [{ key: of, view }, ...ofSpend] },
    })
  const sourced = sets.find(({ key }) => key === 'deal.sourced')!
  const { margin, withoutRate } = await marginOf(db, sourced)
  const ratio = (key: string, label: string, formula: string, value: number | null, note: string | null) =>
    figure({
      ...{
        key,
        section: 'money',
        label,
        formula,
        kind: 'ratio',
        value,
        n: n('deal.sourced'),
        note: unknown ?? note,
      },
      behind: [{ key: 'deal.sourced', view }, ...ofSpend],
    })
  const noSpend = spend === 0 ? 'Nothing was spent' : null
  const noRate =
    withoutRate > 0 ? `${withoutRate} of these deals have no rate of exchange: no return of a part` : null
  return [
    cost(
      'spend.all',
      'Spend',
      'actual costs by the days of their service that fell into the period; own time apart',
    ),
    cost('spend.campaigns', 'Spent for campaigns', 'of it for campaigns'),
    cost('spend.unallocated', 'Unallocated', 'of it for no campaign'),
    cost('spend.own_time', 'Own time', 'own hours as they were written down, in no cost per unit'),
    unit(
      'cost.lead',
      'Cost per lead (simple)',
      'funnel.lead',
      'spend ÷ leads opened in the same period and filter',
    ),
    {
      ...unit(
        'cost.kept',
        'Cost per kept (simple)',
        'handover.kept',
        'spend ÷ kept of those first offered in the same period and filter',
      ),
      ripe: ripeOf(counts.get('handover.answerable'), COHORT_WINDOW_DAYS.offerToVerdict, now),
    },
    unit(
      'cost.customer',
      'Cost per customer (simple)',
      'customer.new',
      'spend ÷ new customers of the same period and filter',
    ),
    {
      ...unit(
        'cost.cohort',
        'Cost per customer of the cohort',
        'cohort.customer',
        'spend of the period ÷ new customers of leads opened in it, won within 180 days',
      ),
      ripe: ripeOf(counts.get('cohort.lead'), COHORT_WINDOW_DAYS.leadToWon, now),
    },
    ratio(
      'roas',
      'Return on ad spend (sourced)',
      'value of won deals that came from a lead ÷ spend',
      known && spend > 0 && !noRate ? sum('deal.sourced') / spend : null,
      noSpend ?? noRate,
    ),
    ratio(
      'roi',
      'Return on investment (sourced)',
      '(value of won deals that came from a lead × margin − spend) ÷ spend',
      known && spend > 0 && margin !== null && !noRate ? (margin - spend) / spend : null,
      margin === null ? 'No margin, no ROI: enter it under Settings → Margins' : (noSpend ?? noRate),
    ),
  ]
}
