import type { ReactNode } from 'react'
import { Chart, type ChartRow } from '#ui/chart'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import type { ListFieldInfo } from '../contract.ts'
import { byWord, nameOf, useGroups } from './groups.tsx'
import type { Look } from './list-state.ts'
import css from './lists.module.css'
import type { Source } from './rows.ts'

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
  if (error) return <ErrorState what={error} onRetry={retry} />
  if (!found) return <Loading lines={8} />
  if (found.groups.length === 0) return empty
  // Time runs to the right.
  const groups = field?.kind === 'date' ? found.groups.toReversed() : found.groups
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
