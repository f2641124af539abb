import { Link } from '#ui/shell'
import { type Pauses, pausesSaid } from '../pauses-said.ts'
import css from './insight.module.css'

/** How often the clocks of a rate stood still, under it; opens where each pause is listed. */
export function PausesBeside({ pauses, to }: { pauses: Pauses; to: string }) {
  const said = pausesSaid(pauses)
  return (
    said && (
      <small className={css.beside}>
        <Link to={to}>{said}</Link>
      </small>
    )
  )
}
