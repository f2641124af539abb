import { Tag } from '#ui/pieces'
import css from './deals.module.css'

export const stances = [
  { value: 'for', label: 'For us', accent: 'green' },
  { value: 'unsure', label: 'Unsure', accent: 'amber' },
  { value: 'against', label: 'Against us', accent: 'red' },
] as const

type Props = { part: { role: string | null; stance: 'for' | 'unsure' | 'against' | null; main: boolean } }

/** As what somebody takes part, and on which side. */
export function Takes({ part: { role, stance, main } }: Props) {
  const said = stances.find(({ value }) => value === stance)
  const words = [role, main ? 'main person' : null].filter(Boolean).join(', ')
  return (
    <span className={css.takes}>
      {words && (
        <span className={css.dim} dir="auto">
          {role ? words : 'Main person'}
        </span>
      )}
      {said && (
        <Tag accent={said.accent} dot>
          {said.label}
        </Tag>
      )}
    </span>
  )
}
