/** A gauge as it stands when asked: name, what it is, its values by label. */
export type Sample = { name: string; help: string; values: [Labels, number][] }
type Labels = Record<string, string>
type Series = { labels: Labels; count: number; sum: number; buckets: number[] }
type Family = { help: string; kind: 'counter' | 'histogram'; series: Map<string, Series> }

export type Metrics = {
  count(name: string, help: string, labels: Labels): void
  /** A duration in ms; told in seconds, as Prometheus wants it. */
  took(name: string, help: string, labels: Labels, ms: number): void
  /** In Prometheus' text format 0.0.4. */
  text(gauges: Sample[]): string
}

const bucketsSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** The numbers of one process, from its start. */
export function makeMetrics(): Metrics {
  const families = new Map<string, Family>()
  const seriesOf = (name: string, help: string, kind: Family['kind'], labels: Labels): Series => {
    const family = families.get(name) ?? { help, kind, series: new Map() }
    families.set(name, family)
    let key = ''
    for (const label in labels) key += `${labels[label]}\n` // of one family, labels always come in one order
    const series = family.series.get(key) ?? {
      labels,
      count: 0,
      sum: 0,
      buckets: bucketsSeconds.map(() => 0),
    }
    family.series.set(key, series)
    return series
  }
  return {
    count: (name, help, labels) => {
      seriesOf(name, help, 'counter', labels).count++
    },
    took: (name, help, labels, ms) => {
      const series = seriesOf(name, help, 'histogram', labels)
      series.count++
      series.sum += ms / 1000
      for (let at = bucketsSeconds.length - 1; at >= 0 && ms / 1000 <= bucketsSeconds[at]!; at--)
        series.buckets[at]!++
    },
    text: (gauges) =>
      [
        ...[...families].map(([name, family]) => familyText(name, family)),
        ...gauges.map(({ name, help, values }) =>
          [...head(name, help, 'gauge'), ...values.map(([labels, value]) => line(name, labels, value))].join(
            '\n',
          ),
        ),
        '',
      ].join('\n'),
  }
}

function familyText(name: string, { help, kind, series }: Family): string {
  const lines = [...series.values()].flatMap(({ labels, count, sum, buckets }) =>
    kind === 'counter'
      ? [line(name, labels, count)]
      : [
          ...buckets.map((n, at) => line(`${name}_bucket`, { ...labels, le: String(bucketsSeconds[at]) }, n)),
          line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
          line(`${name}_sum`, labels, sum),
          line(`${name}_count`, labels, count),
        ],
  )
  return [...head(name, help, kind), ...lines].join('\n')
}

const head = (name: string, help: string, kind: string) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${kind}`,
]
const line = (name: string, labels: Labels, value: number) => `${name}${written(labels)} ${value}`

function written(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  )
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}
