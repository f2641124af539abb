import { Checkbox, Radio, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { type FormDefinition, type FormField, ticksOf } from '../form.ts'
import { onAccent, readsRightToLeft } from '../look.ts'
import css from './forms.module.css'

/** How the form reads to whoever fills it in; nothing here can be sent. */
export function Preview({ definition }: { definition: FormDefinition }) {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions({ input: undefined }))
  const accent = firm?.look.accent
  const ticks = ticksOf(definition)
  return (
    <section
      className={css.preview}
      aria-label="Preview"
      dir={readsRightToLeft(definition.title) ? 'rtl' : 'ltr'}
    >
      <p className={css.firm} dir="auto">
        {firm?.look.logoText || firm?.name}
      </p>
      <h2 dir="auto">{definition.title}</h2>
      {definition.intro && <p dir="auto">{definition.intro}</p>}
      {definition.fields.map((field) => (
        <Shown key={field.key} field={field} />
      ))}
      {definition.asksSource && <TextInput label="How did you hear of us? (optional)" readOnly />}
      {ticks.length > 1 && <bdi>{definition.consentText}</bdi>}
      {ticks.map(({ topic, words }) => (
        <Checkbox key={topic} label={<bdi>{words}</bdi>} readOnly />
      ))}
      <div>
        <span
          className={css.send}
          style={accent ? { background: accent, color: onAccent(accent) } : undefined}
        >
          <bdi>{definition.button}</bdi>
        </span>
      </div>
    </section>
  )
}

function Shown({ field }: { field: FormField }) {
  const label = field.required ? field.label : `${field.label} (optional)`
  if (field.kind === 'message') return <Textarea label={label} readOnly />
  if (field.kind === 'choices')
    return (
      <Checkbox.Group label={label} readOnly>
        {field.choices.map((choice) => (
          <Checkbox key={choice} value={choice} label={choice} mt={6} />
        ))}
      </Checkbox.Group>
    )
  if (field.kind !== 'choice' && field.kind !== 'yesno') return <TextInput label={label} readOnly />
  const choices = field.kind === 'yesno' ? ['Yes', 'No'] : field.choices
  return (
    <Radio.Group label={label} readOnly>
      {choices.map((choice) => (
        <Radio key={choice} value={choice} label={choice} mt={6} />
      ))}
    </Radio.Group>
  )
}
