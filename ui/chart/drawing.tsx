import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartProps } from './chart.tsx'
import { shownValue } from './chart-table.tsx'
import type { ChartMark } from './marks.ts'

use([
  BarChart,
  LineChart,
  ScatterChart,
  HeatmapChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  MarkLineComponent,
  VisualMapComponent,
  SVGRenderer,
])

export type EChartsOption = EChartsCoreOption
type Read = (name: string) => string

const cycle = ['teal', 'coral', 'amber', 'green', 'gray', 'red']

function optionOf(
  { columns, rows, kind, x, series, marks = [], unripe }: ChartProps,
  read: Read,
): EChartsOption {
  const column = (id: string) => columns.find((each) => each.id === id)
  const hatched = { decal: { ...stripes, color: read('raised') } }
  const quiet = { color: read('dim'), fontSize: 11 }
  return {
    animationDuration: 300,
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif' },
    color: series.map((id, at) => read(`${column(id)?.accent ?? cycle[at % cycle.length]}-bright`)),
    grid: {
      left: 4,
      right: 8,
      top: marks.length > 0 ? 26 : 12,
      bottom: series.length > 1 ? 30 : 4,
      containLabel: true,
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'html',
      backgroundColor: read('raised'),
      borderColor: read('line'),
      textStyle: { color: read('text'), fontSize: 12 },
      axisPointer: {
        type: kind === 'line' || kind === 'area' ? 'line' : 'shadow',
        shadowStyle: { color: read('hover'), opacity: 0.5 },
      },
    },
    ...(series.length > 1 && {
      legend: { bottom: 0, icon: 'circle', itemWidth: 8, itemHeight: 8, textStyle: quiet },
    }),
    xAxis: {
      type: 'category',
      data: rows.map((row) => String(row[x] ?? '')),
      axisLabel: { ...quiet, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: read('line') } },
    },
    yAxis: {
      type: 'value',
      axisLabel: { ...quiet, formatter: (value: number) => shownValue(column(series[0] ?? ''), value, true) },
      splitLine: { lineStyle: { color: read('line') } },
      splitNumber: 4,
    },
    series: series.map((id, at) => ({
      name: column(id)?.title ?? id,
      type: kind === 'line' || kind === 'area' ? 'line' : 'bar',
      data: rows.map((row) => (unripe?.(row) ? { value: row[id], itemStyle: hatched } : (row[id] ?? null))),
      ...(kind === 'stack' && { stack: 'all' }),
      ...(kind === 'area' && { areaStyle: { opacity: 0.14 } }),
      showSymbol: rows.length < 40,
      symbolSize: 5,
      lineStyle: { width: 2 },
      ...(at === 0 && marks.length > 0 && { markLine: markLine(marks, read) }),
      barMaxWidth: 28,
      itemStyle: { borderRadius: kind === 'bar' ? [3, 3, 0, 0] : 0 },
      tooltip: {
        valueFormatter: (value: unknown) => shownValue(column(id), typeof value === 'number' ? value : null),
      },
    })),
  }
}

/** As what is too young is hatched everywhere. */
const stripes = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: -Math.PI / 4 }

/** A dashed line up to its label, at each value of the axis where something began. */
const markLine = (marks: ChartMark[], read: Read) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: read('dim'), type: 'dashed', width: 1 },
  label: { color: read('text'), fontSize: 11, formatter: ({ name }: { name: string }) => name },
  data: marks.map(({ at, label }) => ({ name: label, xAxis: at })),
})

/** Draws with ECharts as SVG, in the colours of the scheme that is on. */
export default function Drawing(props: ChartProps) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const style = getComputedStyle(element)
    const base = optionOf(props, (name) => style.getPropertyValue(`--b-${name}`).trim())
    const chart = init(element, null, { renderer: 'svg' })
    chart.setOption(props.option ? props.option(base) : base)
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [props])
  return (
    <div
      ref={host}
      style={{ width: '100%', height: '100%' }}
      role="img"
      aria-label={`${props.title}, chart; the table has the same numbers`}
    />
  )
}
