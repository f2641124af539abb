import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { SortedRow } from '#ui/sort'
import { type FormField, fieldKinds, hasAnswers } from '../form.ts'
import { firstLabel } from './draft.ts'
import css from './forms.module.css'
import { useFields } from './saving.ts'
import { kindWords } from './words.ts'

/** Only the firm knows what these ask. */
const ownWords = new Set<FormField['kind']>(['text', 'choice', 'choices', 'yesno', 'number', 'date', 'url'])
const kinds = fieldKinds.map((value) => ({ value, label: kindWords[value] }))

type Props = {
  field: FormField
  /** Just added: its label is what one types next. */
  fresh: boolean
  problem: string | undefined
  onChange: (part: Partial<FormField>) => void
  onRemove: () => void
}

/** One thing that the form asks for. */
export function FieldRow({ field, fresh, problem, onChange, onRemove }: Props) {
  const into = useFields(field.kind)
  const label = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (fresh) label.current?.select()
  }, [fresh])
  /** A label that nobody wrote goes along with the kind. */
  const choose = (kind: FormField['kind']) => {
    const unwritten = field.label === firstLabel || field.label === kindWords[field.kind]
    onChange({
      kind,
      into: '',
      ...(unwritten && { label: ownWords.has(kind) ? firstLabel : kindWords[kind] }),
    })
  }
  return (
    <SortedRow id={field.key} called={field.label} className={css.field} onRemove={onRemove}>
      {({ handle, acts }) => (
        <>
          {handle}
          <TextInput
            ref={label}
            className={css.fieldLabel ?? ''}
            aria-label="Label"
            value={field.label}
            error={problem}
            maxLength={200}
            dir="auto"
            onChange={(event) => onChange({ label: event.currentTarget.value })}
          />
          <Select
            className={css.fieldKind ?? ''}
            aria-label="Asks for"
            data={kinds}
            value={field.kind}
            allowDeselect={false}
            maxDropdownHeight={420}
            onChange={(kind) => kind && choose(kind as FormField['kind'])}
          />
          <Checkbox
            className={css.fieldRequired ?? ''}
            label="Required"
            aria-label={`${field.label} is required`}
            checked={field.required}
            onChange={(event) => onChange({ required: event.currentTarget.checked })}
          />
          <div className={css.fieldActs}>{acts}</div>
          {hasAnswers(field.kind) && (
            <TagsInput
              className={css.fieldChoices ?? ''}
              aria-label={`Answers to ${field.label}`}
              placeholder="An answer, then Enter"
              value={field.choices}
              splitChars={[]}
              maxTags={50}
              maxLength={200}
              onChange={(choices) =>
                onChange({ choices: choices.map((choice) => choice.trim()).filter(Boolean) })
              }
            />
          )}
          {into.length > 0 && (
            <Select
              className={css.fieldInto ?? ''}
              aria-label={`Where the answer to ${field.label} goes`}
              placeholder="The answer is kept with what was sent alone"
              data={into}
              value={into.some(({ value }) => value === field.into) ? field.into : null}
              clearable
              onChange={(key) => onChange({ into: key ?? '' })}
            />
          )}
        </>
      )}
    </SortedRow>
  )
}
