import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { formatDay } from '#ui/format'
import { Notice } from '#ui/pieces'
import css from './hours.module.css'

/** From the morning of the first day to the end of the last, in the viewer's own zone. */
export function wholeDays(from: string, to: string): { fromAt: Date; toAt: Date } {
  const toAt = new Date(`${to}T00:00:00`)
  toAt.setDate(toAt.getDate() + 1)
  return { fromAt: new Date(`${from}T00:00:00`), toAt }
}

const asDay = (day: string) => new Date(`${day}T12:00:00`)
const span = (from: string, to: string) =>
  from === to ? `on ${formatDay(asDay(from))}` : `from ${formatDay(asDay(from))} to ${formatDay(asDay(to))}`

type Props = { memberId: string; fromAt: Date; toAt: Date; deputyId: string | null; hint: string }

/** Before an absence is entered or granted: who remains to take leads, and what nobody takes. */
export function Coverage({ memberId, fromAt, toAt, deputyId, hint }: Props) {
  const { data } = useQuery(
    orpc.calendars.coverage.queryOptions({
      input: { memberId, fromAt, toAt, ...(deputyId && { deputyId }) },
      meta: { topics: ['settings', 'members'] },
    }),
  )
  if (!data) return null
  const [first] = data.lines
  if (!first || first.days.length === 0) return <p className={css.dim}>No working day of the firm.</p>
  if (data.gaps.length > 0)
    return (
      <Notice accent="amber" title="Nobody is there">
        {data.gaps.map((gap) => (
          <span key={`${gap.what} ${gap.from}`} className={css.gap}>
            Nobody takes <bdi>{gap.what}</bdi> {span(gap.from, gap.to)}.
          </span>
        ))}
        Leads wait then, and no clock runs. {hint}
      </Notice>
    )
  const least = data.lines
    .flatMap(({ days }) => days)
    .reduce((few, day) => (day.members.length < few.members.length ? day : few))
  return (
    <p className={css.dim} role="status">
      Every working day is covered. Fewest are there {span(least.day, least.day)}:{' '}
      <bdi>{least.members.join(', ')}</bdi>.
    </p>
  )
}
