import type { Accent } from '#ui/theme'

type SparkProps = {
  values: number[]
  label: string
  accent?: Accent | undefined
  width?: number | undefined
  height?: number | undefined
}

/** A line as high as the text beside it. */
export function Spark({ values, label, accent = 'gray', width = 84, height = 26 }: SparkProps) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const x = (at: number) => 2 + (at / Math.max(1, values.length - 1)) * (width - 4)
  const y = (value: number) => height - 3 - ((value - low) / span) * (height - 6)
  const line = values
    .map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('')
  const color = `var(--b-${accent}-bright)`
  const last = values.at(-1)
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={label}
      style={{ flex: 'none', overflow: 'visible' }}
    >
      <path d={`${line}L${x(values.length - 1)} ${height}L${x(0)} ${height}Z`} fill={color} opacity="0.12" />
      <path
        d={line}
        fill="none"
        stroke={color}
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r="2.25" fill={color} />}
    </svg>
  )
}
