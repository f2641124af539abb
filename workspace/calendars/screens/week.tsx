import { ActionIcon, Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import css from './hours.module.css'

export type Hours = Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', [number, number][]>>
const days = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
  ['6', 'Saturday'],
  ['7', 'Sunday'],
] as const
const stepMinutes = 30
const dayMinutes = 1440
const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const times = (known: number) =>
  [...new Set([...Array.from({ length: dayMinutes / stepMinutes + 1 }, (_, n) => n * stepMinutes), known])]
    .sort((a, b) => a - b)
    .map((minute) => ({ value: String(minute), label: clockOf(minute) }))

type Props = { hours: Hours; onChange: (hours: Hours) => void; readOnly: boolean }

/** Opening hours by weekday: any number of spans a day, none when closed. */
export function Week({ hours, onChange, readOnly }: Props) {
  return (
    <div className={css.days}>
      {days.map(([day, name]) => {
        const spans = hours[day] ?? []
        const set = (next: [number, number][]) => onChange({ ...hours, [day]: next })
        const change = (at: number, edge: 0 | 1, value: string | null) =>
          value !== null &&
          set(
            spans.map((span, n): [number, number] =>
              n !== at ? span : edge === 0 ? [Number(value), span[1]] : [span[0], Number(value)],
            ),
          )
        const last = spans.at(-1)
        return (
          <fieldset key={day} className={css.day} aria-label={name}>
            <b>{name}</b>
            <div className={css.spans}>
              {spans.length === 0 && <span className={css.dim}>Closed</span>}
              {spans.map((span, at) => (
                <span key={at} className={css.spans}>
                  <Select
                    aria-label={`${name} from`}
                    w={90}
                    size="xs"
                    allowDeselect={false}
                    readOnly={readOnly}
                    value={String(span[0])}
                    data={times(span[0])}
                    onChange={(value) => change(at, 0, value)}
                  />
                  –
                  <Select
                    aria-label={`${name} until`}
                    w={90}
                    size="xs"
                    allowDeselect={false}
                    readOnly={readOnly}
                    value={String(span[1])}
                    data={times(span[1])}
                    onChange={(value) => change(at, 1, value)}
                  />
                  {!readOnly && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Take these hours of ${name} out`}
                      onClick={() => set(spans.filter((_, n) => n !== at))}
                    >
                      <IconX size={14} />
                    </ActionIcon>
                  )}
                </span>
              ))}
              {!readOnly && (!last || last[1] < dayMinutes) && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => set([...spans, last ? [last[1], dayMinutes] : [9 * 60, 17 * 60]])}
                >
                  Add hours
                </Button>
              )}
            </div>
          </fieldset>
        )
      })}
    </div>
  )
}
