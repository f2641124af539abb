/** What Prometheus reads: counters and histograms of this process, and gauges read when asked. */
export { type Metrics, makeMetrics, type Sample } from './metrics.ts'
