import type { ReactNode } from 'react'
import { type AgreementMark, Chart, type ChartMark, type ChartRow, useAgreementMarks } from '#ui/chart'
import { dayKey, formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import type { Groups, ListFieldInfo } from '../contract.ts'
import { byWord, type Found, nameOf, useGroups } from './groups.tsx'
import type { Look } from './list-state.ts'
import css from './lists.module.css'
import type { Source } from './rows.ts'

type Group = Pick<Found, 'value' | 'label' | 'count' | 'sum'>
/** `month`: YYYY-MM */
type Began = { month: string; label: string }

type ListChartProps<Row> = {
  /** “people” */
  noun: string
  source: Source<Row>
  look: Look
  ready: boolean
  fields: readonly ListFieldInfo[]
  by: string
  empty: ReactNode
}

const chartPx = 380

/** A list as bars: how many are in each group, or what they come to together. */
export function ListChart<Row>({ noun, source, look, ready, fields, by, empty }: ListChartProps<Row>) {
  const field = fields.find(({ id }) => id === by)
  const summed = fields.find(({ id }) => id === look.sum)
  const { found, error, retry, countExactly } = useGroups(source, look, { by, sum: look.sum, ready })
  const agreements = useAgreementMarks()
  if (error) return <ErrorState what={error} onRetry={retry} />
  if (!found) return <Loading lines={8} />
  if (found.groups.length === 0) return empty
  const byMonth = field?.kind === 'date'
  const began = byMonth ? beganAmong(agreements, found) : []
  const groups = byMonth ? inTime(found.groups, began) : found.groups
  const marks = began.map(
    ({ month, label }): ChartMark => ({ at: nameOf(field, { value: month, label: null }), label }),
  )
  const rows = groups.map((it): ChartRow => ({ group: nameOf(field, it), value: summed ? it.sum : it.count }))
  const what = summed ? summed.label : noun[0]?.toLocaleUpperCase() + noun.slice(1)
  const all = groups.reduce((sum, it) => sum + it.count, 0)
  return (
    <div className={css.chart}>
      <Chart
        title={`${what} by ${field ? byWord(field) : by}`}
        kind="bar"
        x="group"
        series={['value']}
        height={chartPx}
        columns={[
          { id: 'group', title: field?.label ?? by },
          {
            id: 'value',
            title: what,
            format: summed?.kind === 'money' ? 'money' : 'number',
            currency: summed?.currency ?? undefined,
            accent: 'teal',
          },
        ]}
        rows={rows}
        marks={marks}
        note={
          <>
            {found.exact ? '' : 'Estimated: about '}
            {formatNumber(all)} {noun}
            {found.more && ', the 200 largest groups'}
            {field?.kind === 'choices' || field?.id === 'tag' ? ', each in every group it belongs to' : ''}
            {!found.exact && (
              <button type="button" className={`${css.count} b-said`} onClick={countExactly}>
                Count exactly
              </button>
            )}
          </>
        }
      />
    </div>
  )
}

/** Agreements that began between the first and the last month of a chart, each with its month. */
function beganAmong(agreements: readonly AgreementMark[], { groups, more }: Groups): Began[] {
  const months = groups.flatMap(({ value }) => value ?? []).sort()
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return []
  return agreements
    .map(({ at, label }) => ({ month: dayKey(at).slice(0, 7), label }))
    .filter(({ month }) => (more ? months.includes(month) : month >= first && month <= last))
}

/** Time runs to the right, with the months of nobody in which an agreement began; what has no date stands after it. */
function inTime(groups: readonly Group[], began: readonly Began[]): Group[] {
  const there = new Set(groups.map(({ value }) => value))
  const missing = new Set(began.map(({ month }) => month)).difference(there)
  const nobody = [...missing].map((value) => ({ value, label: null, count: 0, sum: 0 }))
  return [...groups, ...nobody].sort((a, b) =>
    a.value === null || b.value === null
      ? Number(a.value === null) - Number(b.value === null)
      : a.value.localeCompare(b.value),
  )
}
