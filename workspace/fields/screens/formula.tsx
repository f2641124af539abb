import { Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { orpc } from '#ui/client'
import type { Field } from '../contract.ts'
import css from './fields.module.css'
import { typeWords } from './words.ts'

const pauseMs = 300

/** What a formula gives, asked as it is typed. */
export function useFormula(
  record: Field['record'],
  formula: string,
  fieldId: string | undefined,
  on: boolean,
) {
  const [settled] = useDebouncedValue(formula, pauseMs)
  const { data } = useQuery(
    orpc.fields.formula.queryOptions({
      input: { record, formula: settled, ...(fieldId && { fieldId }) },
      enabled: on,
      placeholderData: (before) => before,
    }),
  )
  return data ? { ...data, current: settled === formula } : undefined
}

type Props = {
  value: string
  onChange: (formula: string) => void
  found: ReturnType<typeof useFormula>
  error: ReactNode
}

/** A formula with what it gives, and the names that it may read: each goes in where one writes. */
export function FormulaInput({ value, onChange, found, error }: Props) {
  const box = useRef<HTMLTextAreaElement>(null)
  const insert = (name: string) => {
    const { selectionStart: from, selectionEnd: to } = box.current ?? {
      selectionStart: value.length,
      selectionEnd: value.length,
    }
    onChange(value.slice(0, from) + name + value.slice(to))
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(from + name.length, from + name.length)
    })
  }
  const problem = found?.current ? found.problem : null
  return (
    <div className={css.formula}>
      <Textarea
        ref={box}
        label="Formula"
        description="As one_off * 0.1, expected_on - created_on, or machines > 9 ? &quot;large&quot; : &quot;small&quot;"
        autosize
        minRows={2}
        maxLength={2000}
        spellCheck={false}
        value={value}
        error={error ?? problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className={css.dim} role="status">
        {found?.type ? `It gives: ${typeWords[found.type].toLowerCase()}.` : 'It says here what it gives.'}
      </p>
      {found && found.names.length > 0 && (
        <fieldset className={css.names}>
          <legend className={css.dim}>What it can read</legend>
          {found.names.map(({ name, label }) => (
            <button key={name} type="button" title={name} onClick={() => insert(name)}>
              <bdi>{label}</bdi>
            </button>
          ))}
        </fieldset>
      )}
      {found && <p className={css.dim}>Functions: {found.functions.join(', ')}</p>}
    </div>
  )
}

/** That a value is computed, and why there is none. */
export function Computed({ field, id, isEmpty }: { field: Field; id: string | undefined; isEmpty: boolean }) {
  const { data } = useQuery(
    orpc.fields.reasons.queryOptions({
      input: { record: field.record, id: id ?? '' },
      enabled: isEmpty && id !== undefined,
      meta: { topics: ['settings', 'contacts', 'companies', 'deals'] },
    }),
  )
  const reason = isEmpty ? data?.rows.find(({ key }) => key === field.key)?.reason : undefined
  return <span title={field.formula ?? undefined}>{reason ? `Computed: ${reason}` : 'Computed'}</span>
}
