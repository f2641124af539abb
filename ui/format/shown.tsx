import { formatDate, formatDateTime, formatMoney, formatRelative } from './format.ts'
import { useNow } from './now.ts'

const dateOf = (value: Date | string) => (value instanceof Date ? value : new Date(value))
const none = <span style={{ color: 'var(--b-dim)' }}>–</span>

/** A date, with the time of day if asked for, as the viewer writes dates. */
export function DateTime({ value, time }: { value: Date | string | null; time?: boolean | undefined }) {
  if (value === null) return none
  const date = dateOf(value)
  return <time dateTime={date.toISOString()}>{time ? formatDateTime(date) : formatDate(date)}</time>
}

/** How long ago or ahead; keeps itself current, and says the exact time on hover. */
export function RelativeTime({ value }: { value: Date | string | null }) {
  const now = useNow()
  if (value === null) return none
  const date = dateOf(value)
  return (
    <time dateTime={date.toISOString()} title={formatDateTime(date)}>
      {formatRelative(date, now)}
    </time>
  )
}

type MoneyProps = { minor: number | null; currency?: string | undefined; compact?: boolean | undefined }
/** An amount in whole minor units, aligned for columns. */
export function Money({ minor, currency, compact }: MoneyProps) {
  if (minor === null) return none
  return <span className="b-number">{formatMoney(minor, currency, compact)}</span>
}
