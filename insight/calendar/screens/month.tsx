import { useEffect, useRef } from 'react'
import { Link } from '#ui/shell'
import type { Entry } from '../contract.ts'
import { laidOut } from '../month.ts'
import css from './calendar.module.css'
import { dayName, weekday } from './days.ts'
import { kinds } from './kinds.tsx'

const lanes = 4

type MonthProps = {
  weeks: string[][]
  month: string
  day: string
  today: string
  rows: readonly Entry[]
  onDay: (day: string) => void
  /** Whether the chosen day takes the focus: after a key or a click, not on arrival. */
  focus: boolean
}

/** A month in weeks; what lasts is a bar over its days. */
export function Month({ weeks, month, day, today, rows, onDay, focus }: MonthProps) {
  const chosen = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day means another button
  useEffect(() => {
    if (focus) chosen.current?.focus()
  }, [day, focus])
  return (
    <section className={css.month} aria-label="Month">
      <div className={css.weekdays} aria-hidden>
        {weeks[0]!.map((one) => (
          <span key={one}>{weekday(one)}</span>
        ))}
      </div>
      {weeks.map((week) => {
        const { bars, more } = laidOut(week, rows, lanes)
        return (
          <div key={week[0]} className={css.week}>
            {week.map((one, column) => (
              <button
                key={one}
                ref={one === day ? chosen : null}
                type="button"
                className={css.day}
                style={{ gridColumn: column + 1 }}
                tabIndex={one === day ? 0 : -1}
                data-other={!one.startsWith(month) || undefined}
                aria-pressed={one === day}
                {...(one === today && { 'aria-current': 'date' as const })}
                aria-label={`${dayName(one)}, ${told(rows, one)}`}
                onClick={() => onDay(one)}
              >
                <span>{Number(one.slice(8))}</span>
                {more[column]! > 0 && <small>+{more[column]}</small>}
              </button>
            ))}
            {bars.map(({ entry, lane, column, columns, began, goesOn }) => {
              const { accent, icon: Icon } = kinds[entry.kind]
              return (
                <Link
                  key={entry.key}
                  to={entry.path}
                  className={css.entry}
                  data-accent={accent}
                  data-began={began || undefined}
                  data-on={goesOn || undefined}
                  style={{ gridColumn: `${column + 1} / span ${columns}`, gridRow: lane + 2 }}
                  title={[entry.title, entry.detail].filter(Boolean).join(' · ')}
                >
                  <Icon size={12} aria-hidden />
                  {entry.time && <b>{entry.time}</b>}
                  <span className="b-cut" dir="auto">
                    {entry.title}
                  </span>
                </Link>
              )
            })}
          </div>
        )
      })}
    </section>
  )
}

function told(rows: readonly Entry[], day: string): string {
  const n = rows.filter(({ from, to }) => from <= day && to >= day).length
  return n === 0 ? 'nothing' : n === 1 ? '1 entry' : `${n} entries`
}
