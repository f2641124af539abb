const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

type Formats = { locale: string | undefined; timeZone: string | undefined; currency: string }
const storageKey = 'baton-formats'
const formats: Formats = { locale: undefined, timeZone: undefined, currency: 'EUR', ...keptFormats() }
let made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()
const listeners = new Set<() => void>()

/** What this browser knew of the firm the last time, so that the first page of a visit is right at once. */
function keptFormats(): Partial<Formats> {
  const text = typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey)
  return text ? (JSON.parse(text) as Partial<Formats>) : {}
}

/** How this viewer reads dates, numbers and money; until it is called, as the browser says. */
export function setFormats(next: Partial<Formats>): void {
  const before = JSON.stringify(formats)
  Object.assign(formats, next)
  if (JSON.stringify(formats) === before) return
  made = new Map()
  localStorage.setItem(storageKey, JSON.stringify(next))
  for (const listener of listeners) listener()
}

/** The formats as one text: what shows dates and money is drawn anew when it changes. */
export const formatsNow = (): string => `${formats.locale} ${formats.timeZone} ${formats.currency}`
export function onFormats(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The currency of the workspace, for amounts that name none. */
export const defaultCurrency = () => formats.currency

/** Making an Intl formatter costs more than using it a thousand times. */
const kept = <T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T => {
  const known = made.get(key) as T | undefined
  if (known) return known
  const fresh = make()
  made.set(key, fresh)
  return fresh
}

const currencyFormat = (currency: string, compact: boolean) =>
  kept(`money ${currency} ${compact}`, () => {
    const whole: Intl.NumberFormatOptions = compact ? { notation: 'compact', maximumFractionDigits: 1 } : {}
    return new Intl.NumberFormat(formats.locale, { style: 'currency', currency, ...whole })
  })

/** Digits after the point that a currency has (ISO 4217: JPY 0, EUR 2, KWD 3). */
export const exponentOf = (currency: string): number =>
  currencyFormat(currency, false).resolvedOptions().maximumFractionDigits ?? 2

/** `minor` is whole minor units; compact writes "€ 1.2M". */
export const formatMoney = (minor: number, currency = formats.currency, compact = false): string =>
  currencyFormat(currency, compact).format(minor / 10 ** exponentOf(currency))

export const formatNumber = (value: number, digits = 1): string =>
  kept(
    `number ${digits}`,
    () => new Intl.NumberFormat(formats.locale, { maximumFractionDigits: digits }),
  ).format(value)

/** `share` is a fraction: 0.632 becomes "63.2 %". */
export const formatPercent = (share: number, digits = 1): string =>
  kept(
    `percent ${digits}`,
    () => new Intl.NumberFormat(formats.locale, { style: 'percent', maximumFractionDigits: digits }),
  ).format(share)

const dateFormat = (key: string, options: Intl.DateTimeFormatOptions) =>
  kept(key, () => new Intl.DateTimeFormat(formats.locale, { ...options, timeZone: formats.timeZone }))

export const formatDate = (value: Date): string => dateFormat('date', { dateStyle: 'medium' }).format(value)
/** "November 2026", of a month given by its first day. */
export const formatMonth = (month: string): string =>
  dateFormat('month', { month: 'long', year: 'numeric' }).format(
    new Date(`${month.slice(0, 7)}-15T12:00:00Z`),
  )
/** “Nov 26”: for the axis of a chart. */
export const formatMonthShort = (month: string): string =>
  dateFormat('month short', { month: 'short', year: '2-digit' }).format(
    new Date(`${month.slice(0, 7)}-15T12:00:00Z`),
  )
export const formatDay = (value: Date): string =>
  dateFormat('day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(value)
export const formatTime = (value: Date): string => dateFormat('time', { timeStyle: 'short' }).format(value)
export const formatDateTime = (value: Date): string =>
  dateFormat('datetime', { dateStyle: 'medium', timeStyle: 'short' }).format(value)
/** The viewer's calendar day, `2026-11-24`; for grouping. */
export const dayKey = (value: Date): string =>
  kept('key', () => new Intl.DateTimeFormat('en-CA', { timeZone: formats.timeZone })).format(value)

/** "3 days ago", "in 2 hours". */
export function formatRelative(value: Date, now: Date): string {
  const spanMs = value.getTime() - now.getTime()
  const size = Math.abs(spanMs)
  // “5 min ago” is read at a glance; “last mo” is not.
  const style = size < 30 * dayMs ? 'short' : 'long'
  const words = kept(
    `relative ${style}`,
    () => new Intl.RelativeTimeFormat(formats.locale, { numeric: 'auto', style }),
  )
  if (size < minuteMs) return words.format(0, 'second')
  if (size < hourMs) return words.format(Math.round(spanMs / minuteMs), 'minute')
  if (size < dayMs) return words.format(Math.round(spanMs / hourMs), 'hour')
  if (size < 30 * dayMs) return words.format(Math.round(spanMs / dayMs), 'day')
  if (size < 365 * dayMs) return words.format(Math.round(spanMs / (30 * dayMs)), 'month')
  return words.format(Math.round(spanMs / (365 * dayMs)), 'year')
}

const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
  kept(
    `unit ${name}`,
    () => new Intl.NumberFormat(formats.locale, { style: 'unit', unit: name, unitDisplay: 'short' }),
  ).format(value)

/** A length of time in at most two units: "2 hr 5 min". Negative spans are shown as their size. */
export function formatSpan(spanMs: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(spanMs) / minuteMs))
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 24)
    return minutes % 60 && hours < 6
      ? `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`
      : unit(hours, 'hour')
  return unit(Math.round(hours / 24), 'day')
}
