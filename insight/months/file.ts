import type { Figure } from '#insight/numbers'
import { type Cell, csvText } from '#platform/csv'
import { wholeUnits } from '#sales/deals'

type Page = {
  month: string
  currency: string
  figures: readonly Figure[]
  restated: readonly { key: string; was: Figure | null; is: Figure | null }[]
}

const head = [
  ...[
    'Section',
    'Number',
    'Value',
    'Unit',
    'Hits',
    'Cases',
    'Made of',
    'Ripe',
    'Now',
    'Note',
    'Exactly',
    'Key',
  ],
]

/** Money in whole units of the currency, shares as a fraction, times as they are measured. */
const cellOf = (it: Figure | null, currency: string): Cell => {
  if (!it) return null
  if (it.kind === 'share' && it.value === null) return it.share?.text ?? null
  if (it.value === null) return null
  return it.kind.startsWith('money') ? wholeUnits(it.value, currency) : Math.round(it.value * 1e4) / 1e4
}

/** A month as a table for spreadsheets: what froze, and beside it what it says now where that differs. */
export function monthFile({ month, currency, figures, restated }: Page): File {
  const now = new Map(restated.map((it) => [it.key, it.is]))
  const shown = new Set(figures.map(({ key }) => key))
  const late = restated.flatMap(({ key, is }) => (shown.has(key) || !is ? [] : [is]))
  const unit = ({ kind }: Figure) =>
    kind === 'money' ? currency : kind === 'money_per_day' ? `${currency} a day` : kind
  const row = (it: Figure, was: Figure | null): Cell[] => [
    ...[it.section, it.label, cellOf(was, currency), unit(it), was?.share?.hits ?? null],
    ...[was?.share?.cases ?? null, was?.n ?? 0, was ? (was.ripe ? 'yes' : 'no') : null],
    ...[now.has(it.key) ? cellOf(now.get(it.key) ?? null, currency) : null, it.note, it.formula, it.key],
  ]
  const rows = [...figures.map((it) => row(it, it)), ...late.map((it) => row(it, null))]
  return new File(['\uFEFF', csvText([head, ...rows])], `numbers-${month.slice(0, 7)}.csv`, {
    type: 'text/csv;charset=utf-8',
  })
}
