import { formatsNow } from '#ui/format'

const made = new Map<string, Intl.DateTimeFormat>()

/** A calendar day is the same in every zone: it is written without one. */
function written(day: string, name: string, options: Intl.DateTimeFormatOptions): string {
  const [locale] = formatsNow().split(' ')
  const key = `${locale} ${name}`
  const format =
    made.get(key) ??
    new Intl.DateTimeFormat(locale === 'undefined' ? undefined : locale, { ...options, timeZone: 'UTC' })
  made.set(key, format)
  return format.format(new Date(`${day}T12:00:00Z`))
}

export const monthName = (month: string) =>
  written(`${month}-01`, 'month', { month: 'long', year: 'numeric' })
export const weekday = (day: string) => written(day, 'weekday', { weekday: 'short' })
export const dayName = (day: string) =>
  written(day, 'day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
export const shortDay = (day: string) => written(day, 'short', { day: 'numeric', month: 'short' })
