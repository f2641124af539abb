import { formatNumber } from '#ui/format'
import type { Accent } from '#ui/theme'
import css from './pieces.module.css'

export type ScoreLine = {
  id: string
  label: string
  points: number
  why?: string | undefined
  accent?: Accent | undefined
}
type ScoreLinesProps = { lines: ScoreLine[]; total: number; threshold?: number | undefined }

const signed = (points: number) => (points < 0 ? `−${formatNumber(-points)}` : `+${formatNumber(points)}`)

/** A sum with every line it is made of, and how it stands against a threshold. */
export function ScoreLines({ lines, total, threshold }: ScoreLinesProps) {
  const widest = Math.max(1, ...lines.map((line) => Math.abs(line.points)))
  return (
    <table className={css.score}>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="b-number" data-minus={line.points < 0 || undefined}>
              {signed(line.points)}
            </td>
            <td>
              <span>{line.label}</span>
              {line.why && <small>{line.why}</small>}
              <i
                aria-hidden
                data-accent={line.points < 0 ? 'red' : (line.accent ?? 'gray')}
                style={{ width: `${(Math.abs(line.points) / widest) * 100}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td className="b-number">{formatNumber(total)}</td>
          <td>
            Total
            {threshold !== undefined && (
              <small>
                {total >= threshold
                  ? `at or above ${formatNumber(threshold)}`
                  : `${formatNumber(threshold - total)} short of ${formatNumber(threshold)}`}
              </small>
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
