import type { client } from '#ui/client'
import { formatDate } from '#ui/format'
import css from './hours.module.css'

export type Calendars = Awaited<ReturnType<typeof client.calendars.get>>
type Shown = Calendars['members'][number]['absences'][number]
export type Absence = Shown & { name: string; deputy: string | null; mayChange: boolean; asksFor: boolean }

/** All that are not over, the first ones first. */
export function absencesIn({ members }: Calendars): Absence[] {
  const nameOf = (id: string) => members.find(({ memberId }) => memberId === id)?.name ?? 'a colleague'
  return members
    .flatMap(({ name, mayChange, asksFor, absences }) =>
      absences.map((it) => ({ ...it, name, mayChange, asksFor, deputy: it.deputyId && nameOf(it.deputyId) })),
    )
    .sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime())
}

/** When, who stands in, and the note. */
export function Days({ of: { fromAt, toAt, deputy, note } }: { of: Absence }) {
  return (
    <span className={css.dim} dir="auto">
      {formatDate(fromAt)} to {formatDate(new Date(toAt.getTime() - 1))}
      {deputy && ` · ${deputy} stands in`}
      {note && ` · ${note}`}
    </span>
  )
}
