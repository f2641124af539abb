import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { Terms } from '#handover/agreed/contract'
import { Section } from '#ui/record'
import css from './handovers.module.css'

type NumberFieldProps = {
  label: string
  value: number | null
  /** null is offered where nothing need be agreed on. */
  onChange: (value: number | null) => void
  optional?: string | undefined
  unit?: string | undefined
  min?: number | undefined
  max?: number | undefined
  disabled?: boolean
}

/** A whole number with its unit; what must be there comes back when it is left empty. */
export function NumberField({ label, value, onChange, optional, unit, min, max, ...more }: NumberFieldProps) {
  const [typed, setTyped] = useState<number | string>(value ?? '')
  return (
    <NumberInput
      label={label}
      {...(optional !== undefined && { placeholder: optional })}
      {...(unit !== undefined && { suffix: unit })}
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      allowDecimal={false}
      clampBehavior="blur"
      value={typed}
      onChange={(next) => {
        setTyped(Number.isNaN(Number(next)) || next === '' ? '' : Number(next))
        if (typeof next === 'number') onChange(next)
        else if (optional !== undefined) onChange(null)
      }}
      onBlur={() => typed === '' && optional === undefined && setTyped(value ?? '')}
      {...more}
    />
  )
}

const lanes = [
  { lane: 'asked', label: 'Asked for sales' },
  { lane: 'earned', label: 'Strong enough' },
] as const
const clocks = [
  {
    key: 'answerMinutes',
    title: 'Answer',
    says: 'From the offer until it is accepted or sent back. When it runs out, the lead goes to the next; after three it goes to the manager.',
    unit: ' working minutes',
    min: 5,
    max: 10_000,
  },
  {
    key: 'attemptMinutes',
    title: 'First try',
    says: 'From the offer until somebody tries to reach the person. It counts when it is written down.',
    unit: ' working minutes',
    min: 5,
    max: 10_000,
  },
  {
    key: 'decisionDays',
    title: 'Decision',
    says: 'From accepting until there is a qualified deal, or the lead is sent back with a reason.',
    unit: ' working days',
    min: 1,
    max: 250,
  },
] as const

type Clocks = Pick<Terms, 'answerMinutes' | 'attemptMinutes' | 'decisionDays' | 'attempts'>
type ClockProps<T extends Clocks> = { value: T; onChange: (value: T) => void; locked?: boolean }

/** The three clocks by lane, and when "no answer" may be said. */
export function ClockFields<T extends Clocks>({ value, onChange, locked = false }: ClockProps<T>) {
  const { attempts } = value
  const attempt = (
    key: keyof Terms['attempts'],
    label: string,
    of: { min: number; max: number; unit: string },
  ) => (
    <NumberField
      label={label}
      value={attempts[key]}
      disabled={locked}
      onChange={(next) => onChange({ ...value, attempts: { ...attempts, [key]: next ?? attempts[key] } })}
      {...of}
    />
  )
  return (
    <>
      {clocks.map(({ key, title, says, ...of }) => (
        <Section key={key} title={title}>
          <p className={css.dim}>{says}</p>
          <div className={css.pair}>
            {lanes.map(({ lane, label }) => (
              <NumberField
                key={lane}
                label={label}
                value={value[key][lane]}
                disabled={locked}
                onChange={(next) =>
                  onChange({ ...value, [key]: { ...value[key], [lane]: next ?? value[key][lane] } })
                }
                {...of}
              />
            ))}
          </div>
        </Section>
      ))}
      <Section title="Before “no answer” may be said">
        <p className={css.dim}>Tries of several in half an hour on one channel count once.</p>
        <div className={css.pair}>
          {attempt('days', 'Tries on', { min: 1, max: 30, unit: ' days' })}
          {attempt('channels', 'Over', { min: 1, max: 5, unit: ' channels' })}
          {attempt('hoursApart', 'Each apart by', { min: 0, max: 40, unit: ' working hours' })}
        </div>
      </Section>
    </>
  )
}

type WeeklyProps = {
  weekly: Terms['weekly']
  lines: readonly { id: string; name: string }[]
  onChange: (weekly: Terms['weekly']) => void
  locked?: boolean
}

/** How many strong-enough leads of each product line are released a week. */
export function WeeklyFields({ weekly, lines, onChange, locked = false }: WeeklyProps) {
  return (
    <div className={css.pair}>
      {lines.map(({ id, name }) => (
        <NumberField
          key={id}
          label={lines.length > 1 ? `${name}, strong enough` : 'Strong enough, of all together'}
          optional="No limit"
          unit=" a week"
          min={0}
          max={10_000}
          disabled={locked}
          value={weekly.find(({ productLineId }) => productLineId === id)?.perWeek ?? null}
          onChange={(perWeek) => {
            const others = weekly.filter(({ productLineId }) => productLineId !== id)
            onChange(perWeek === null ? others : [...others, { productLineId: id, perWeek }])
          }}
        />
      ))}
    </div>
  )
}
