import { Stat } from '#ui/chart'
import { formatMoney, formatNumber, formatPercent } from '#ui/format'
import { Link } from '#ui/shell'
import type { Figure } from '../figure.ts'
import css from './insight.module.css'

/** How a figure reads: the same digits on every screen. */
export function figureText(it: Pick<Figure, 'kind' | 'value' | 'share'>, currency: string): string {
  if (it.kind === 'share') return it.share?.text ?? '–'
  if (it.value === null) return '–'
  switch (it.kind) {
    case 'money':
      return formatMoney(it.value, currency)
    case 'money_per_day':
      return `${formatMoney(it.value, currency)} a day`
    case 'minutes':
      return `${formatNumber(Math.round(it.value))} min`
    case 'hours':
      return `${formatNumber(it.value)} h`
    case 'days':
      return `${formatNumber(it.value)} ${it.value === 1 ? 'day' : 'days'}`
    case 'ratio':
      return `${formatNumber(it.value, 2)} ×`
    default:
      return formatNumber(it.value)
  }
}

/** Between which shares it most probably lies; undefined for few cases, whose numbers say it themselves. */
export const intervalText = ({ share }: Pick<Figure, 'share'>): string | undefined =>
  share?.low == null || share.high === null
    ? undefined
    : `between ${formatPercent(share.low)} and ${formatPercent(share.high)}`

/** The address of the rows behind a figure; undefined where it has none. */
export function figureRows(it: Pick<Figure, 'behind' | 'label'>, search: string): string | undefined {
  const [first] = it.behind
  if (!first) return undefined
  const { key, ...only } = first
  const params = new URLSearchParams(search)
  params.set('key', key)
  params.set('title', it.label)
  for (const [name, value] of Object.entries(only)) if (value) params.set(name, value)
  return `/insight/rows?${params}`
}

type Of = { figure: Figure; currency: string; search: string }

/** A figure as it stands in a row of a table: its digits, hatched while young, opening its rows. */
export function FigureValue({ figure, currency, search }: Of) {
  const to = figureRows(figure, search)
  const text = figureText(figure, currency)
  return (
    <span className={css.figure} data-unripe={figure.ripe ? undefined : true} title={intervalText(figure)}>
      {to && text !== '–' ? <Link to={to}>{text}</Link> : text}
    </span>
  )
}

/** A figure as a tile. */
export function FigureStat({
  figure,
  currency,
  search,
  asOf,
  filteredBy,
}: Of & { asOf: Date; filteredBy: string | undefined }) {
  const note = intervalText(figure) ?? figure.note
  return (
    <Stat
      label={figure.label}
      value={figureText(figure, currency)}
      formula={figure.formula}
      n={figure.n}
      asOf={asOf}
      filter={filteredBy && `filtered by ${filteredBy}`}
      to={figureRows(figure, search)}
      unripe={!figure.ripe}
      change={note ? { text: note } : undefined}
    />
  )
}
