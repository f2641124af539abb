import { expect, it } from 'vitest'
import { makeMetrics } from './metrics.ts'

it('tells counters, histograms and gauges as Prometheus reads them', () => {
  const metrics = makeMetrics()
  metrics.count('a_total', 'As.', { route: '/a' })
  metrics.count('a_total', 'As.', { route: '/a' })
  metrics.count('a_total', 'As.', { route: 'odd "\\\n' })
  metrics.took('b_seconds', 'Bs.', {}, 30)
  metrics.took('b_seconds', 'Bs.', {}, 20_000)
  const lines = metrics.text([{ name: 'c', help: 'Cs.', values: [[{ pool: 'app' }, 3]] }]).split('\n')
  expect(lines).toEqual([
    '# HELP a_total As.',
    '# TYPE a_total counter',
    'a_total{route="/a"} 2',
    'a_total{route="odd \\"\\\\\\n"} 1',
    '# HELP b_seconds Bs.',
    '# TYPE b_seconds histogram',
    ...['0.01', '0.025'].map((le) => `b_seconds_bucket{le="${le}"} 0`),
    ...['0.05', '0.1', '0.25', '0.5', '1', '2.5', '10'].map((le) => `b_seconds_bucket{le="${le}"} 1`),
    'b_seconds_bucket{le="+Inf"} 2',
    'b_seconds_sum 20.03',
    'b_seconds_count 2',
    '# HELP c Cs.',
    '# TYPE c gauge',
    'c{pool="app"} 3',
    '',
  ])
})
