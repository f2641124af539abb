import { type Count, type Filter, isWide } from '#insight/sets'
import { type Behind, type Figure, figure, shareFigure } from './figure.ts'

const dayMs = 86_400_000
const behind = (...keys: string[]): Behind[] => keys.map((key) => ({ key, view: 'period' }))

/**
 * What became of what recurred a month when the period began, of the customers it recurred with. Of no source or person, as
 * customers are; while the period runs it is followed so far, and ripe when its last day has begun, or with nobody to wait for.
 */
export function retentionFigures(filter: Filter, counts: Map<string, Count>, now: Date): Figure[] {
  if (!isWide(filter)) return []
  const n = (key: string) => counts.get(`recurring.${key}`)?.n ?? 0
  const sum = (key: string) => counts.get(`recurring.${key}`)?.valueMinor ?? 0
  const section = 'customers' as const
  const ripe = n('start') === 0 || filter.to.getTime() - now.getTime() <= dayMs
  const money = (key: 'start' | 'end', label: string, formula: string) =>
    figure({
      ...{ key: `recurring.${key}.value`, section, label, formula, kind: 'money', value: sum(key) },
      ...{ n: n(key), behind: behind(`recurring.${key}`) },
      note: n(`${key}_unrated`) > 0 ? `${n(`${key}_unrated`)} deals without a rate are not in it` : null,
    })
  const note =
    n('unrated') > 0
      ? `${n('unrated')} of these deals have no rate of exchange: no retention of a part`
      : sum('start') === 0
        ? 'Nothing recurred when the period began'
        : null
  const retention = (key: string, label: string, formula: string, of: string) =>
    figure({
      ...{ key: `retention.${key}`, section, label, formula, kind: 'ratio', ripe, note, n: n('start') },
      value: note === null ? sum(of) / sum('start') : null,
      behind: behind('recurring.start', `recurring.${of}`),
    })
  const runs =
    'under terms that run, a renewal from the end of what it renews and that until it is renewed, at the rate of the closing day'
  return [
    money('start', 'Recurring a month at the start', `what recurs a month ${runs}`),
    money('end', 'Recurring a month at the end', `what recurs a month ${runs}`),
    retention(
      'gross',
      'Gross retention (GRR)',
      `recurring a month at the end with customers of the start, of each no more than at the start ÷ recurring at the start; ${runs}`,
      'kept',
    ),
    retention(
      'net',
      'Net retention (NRR)',
      `recurring a month at the end with customers of the start ÷ recurring at the start; ${runs}`,
      'stayed',
    ),
    shareFigure({
      ...{ key: 'retention.churn', section, label: 'Logo churn', ripe },
      formula:
        'customers of the start with whom nothing recurs at the end ÷ customers with a term at the start',
      ...{ hits: n('gone'), cases: n('start'), behind: behind('recurring.gone', 'recurring.start') },
    }),
  ]
}
