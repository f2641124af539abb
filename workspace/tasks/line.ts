/** What was typed in one line: "Call Erika tomorrow 14:30". */
export type Line = { title: string; dueOn: string | null; dueTime: string | null }

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const dayMs = 86_400_000
const plus = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
/** ISO weekday of a day, 1 = Monday. */
const weekdayOf = (day: string) => new Date(day).getUTCDay() || 7
const real = (day: string) => !Number.isNaN(Date.parse(day)) && plus(day, 0) === day

const clock = /\s+(?:at\s+)?(\d{1,2})(?::(\d{2})\s*(am|pm)?|\s*(am|pm))$/i
const place = /\s+(?:(?:on|by|in|next)\s+)?[^\s]+(?:\s+(?:days?|weeks?))?$/i

/** The day that the last words of a line name, or null. */
function dayIn(words: string, today: string): string | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/^(on|by)\s+/, '')
  if (text === 'today') return today
  if (text === 'tomorrow') return plus(today, 1)
  if (text === 'next week') return plus(today, 8 - weekdayOf(today))
  const ahead = /^in (\d{1,3}) (day|week)s?$/.exec(text)
  if (ahead) return plus(today, Number(ahead[1]) * (ahead[2] === 'week' ? 7 : 1))
  const at = weekdays.findIndex((name) => name === text || (text.length === 3 && name.startsWith(text)))
  if (at >= 0) return plus(today, ((at + 1 - weekdayOf(today) + 6) % 7) + 1)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return real(text) ? text : null
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text)
  if (!dotted) return null
  const [, d = '', m = '', y] = dotted
  const of = (year: string) => `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const day = of(y ?? today.slice(0, 4))
  if (!real(day)) return null
  return y || day >= today ? day : of(String(Number(today.slice(0, 4)) + 1))
}

/**
 * Reads the day and time at the end of a line: today, tomorrow, a weekday, next week, in 3 days, 2026-12-24, 24.12.,
 * with 14:30 or 2pm behind it. A time alone means today. What is not understood stays in the title.
 */
export function readLine(text: string, today: string): Line {
  let rest = ` ${text.trim()}`
  let dueTime: string | null = null
  const time = clock.exec(rest)
  if (time) {
    const half = (time[3] ?? time[4])?.toLowerCase()
    const hour = half ? (Number(time[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(time[1])
    const minute = Number(time[2] ?? 0)
    if (hour < 24 && minute < 60 && !(half && Number(time[1]) > 12)) {
      dueTime = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      rest = rest.slice(0, time.index)
    }
  }
  const tails = [/\s+in\s+\d{1,3}\s+(?:day|week)s?$/i, /\s+next\s+week$/i, place]
  for (const tail of tails) {
    const found = tail.exec(rest)
    const dueOn = found && dayIn(found[0], today)
    if (found && dueOn && rest.slice(0, found.index).trim())
      return { title: rest.slice(0, found.index).trim(), dueOn, dueTime }
  }
  const title = rest.trim()
  if (!title) return { title: text.trim(), dueOn: null, dueTime: null }
  return { title, dueOn: dueTime ? today : null, dueTime }
}
