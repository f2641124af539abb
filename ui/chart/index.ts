/** Numbers and drawings of them; each opens into what it is made of. */
export { type AgreementMark, useAgreementMarks } from './agreements.ts'
export { Funnel, type FunnelStep, type SmallBar, SmallBars } from './bars.tsx'
export { Chart, type ChartColumn, type ChartProps, type ChartRow } from './chart.tsx'
export type { ChartMark } from './marks.ts'
export { Spark } from './spark.tsx'
export { Stat } from './stat.tsx'
