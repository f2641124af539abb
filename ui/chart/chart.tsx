import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core'
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { download } from '#ui/client'
import { EmptyState } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import css from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { toCsv } from './csv.ts'
import type { EChartsOption } from './drawing.tsx'
import { type ChartMark, withMarks, withYoung } from './marks.ts'

export type ChartColumn = {
  id: string
  title: string
  /** Money is whole minor units, percent a fraction. */
  format?: 'number' | 'money' | 'percent' | undefined
  currency?: string | undefined
  accent?: Accent | undefined
}
export type ChartRow = Record<string, string | number | null>

export type ChartProps = {
  title: string
  columns: ChartColumn[]
  rows: ChartRow[]
  /** What is drawn where there are too many rows for a picture; the table and the CSV have all. */
  drawn?: ChartRow[] | undefined
  kind: 'bar' | 'line' | 'area' | 'stack'
  /** The column along the axis. */
  x: string
  series: string[]
  height?: number | undefined
  /** Lines across the chart, each at a value of `x`. */
  marks?: ChartMark[] | undefined
  /** Rows that are too young to be compared: hatched, and said in the table. */
  unripe?: ((row: ChartRow) => boolean) | undefined
  /** Which view, which filter, as of when. */
  note?: ReactNode
  /** For what the kinds don't draw: changes the options made from the data. */
  option?: ((base: EChartsOption) => EChartsOption) | undefined
}

const Drawing = lazy(() => import('./drawing.tsx'))

const csvFile = (title: string, text: string) =>
  new File([text], `${title.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`, { type: 'text/csv;charset=utf-8' })

/** A chart that is also a table and a CSV. The drawing library is loaded after the page stands. */
export function Chart(props: ChartProps) {
  const { title, height = 260, note } = props
  const { columns, rows } = withYoung(props, withMarks(props))
  const [table, setTable] = useState(false)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const act = (label: string, icon: ReactNode, run: () => void, pressed?: boolean) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={`${title}: ${label}`} aria-pressed={pressed} onClick={run}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <figure className={css.chart}>
      <figcaption>
        <span>
          <strong>{title}</strong>
          {note && <small>{note}</small>}
        </span>
        {act(
          table ? 'as chart' : 'as table',
          table ? <IconChartBar size={16} /> : <IconTable size={16} />,
          () => setTable(!table),
        )}
        {act('download CSV', <IconDownload size={16} />, () =>
          download(csvFile(title, toCsv(columns, rows))),
        )}
      </figcaption>
      <div style={{ height }} className={css.canvas}>
        {rows.length === 0 ? (
          <EmptyState title="Nothing to draw yet" />
        ) : table ? (
          <ChartTable columns={columns} rows={rows} title={title} />
        ) : (
          <Suspense fallback={null}>
            <Drawing key={scheme} {...props} rows={props.drawn ?? props.rows} />
          </Suspense>
        )}
      </div>
    </figure>
  )
}
