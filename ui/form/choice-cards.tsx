import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './form.module.css'

type Choice = { value: string; label: string; about?: string | undefined; icon?: ReactNode }
type ChoiceCardsProps = {
  label: string
  /** Null preselects nothing. */
  value: string | null
  onChange: (value: string) => void
  options: Choice[]
  error?: ReactNode
}

/** A choice of few, each with a sentence about it. */
export function ChoiceCards({ label, value, onChange, options, error }: ChoiceCardsProps) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange} error={error}>
      <div className={css.cards}>
        {options.map((option) => (
          <Radio.Card key={option.value} value={option.value} className={css.card ?? ''}>
            <Radio.Indicator size="xs" />
            <span>
              <b>
                {option.icon}
                {option.label}
              </b>
              {option.about && <small>{option.about}</small>}
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
