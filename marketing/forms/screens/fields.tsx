import { ActionIcon, Button, Checkbox, Group, Select, TagsInput, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { FormField } from '../form.ts'
import css from './forms.module.css'
import { kindWords } from './words.ts'

type Props = { fields: FormField[]; onChange: (fields: FormField[]) => void }

/** A key that no field has yet, made of the label. */
function keyFor(label: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 30)
  const base = words || 'field'
  let key = base
  for (let n = 2; taken.includes(key) || key === 'consent' || key === 'heard_of_us'; n++) key = `${base}_${n}`
  return key
}

/** The questions of a form, in order: each moved, changed and taken out in place. */
export function Fields({ fields, onChange }: Props) {
  const change = (at: number, values: Partial<FormField>) =>
    onChange(fields.map((field, n) => (n === at ? { ...field, ...values } : field)))
  const move = (at: number, by: 1 | -1) => {
    const next = [...fields]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    onChange(next)
  }
  const add = () => {
    const label = 'Your question'
    const key = keyFor(
      label,
      fields.map((field) => field.key),
    )
    onChange([...fields, { key, kind: 'text', label, required: false, choices: [] }])
  }
  return (
    <div className={css.stack}>
      {fields.map((field, at) => (
        <fieldset key={field.key} className={css.field} aria-label={field.label}>
          <TextInput
            label="Label"
            value={field.label}
            error={field.label.trim() ? undefined : 'A label'}
            onChange={(event) => change(at, { label: event.currentTarget.value })}
          />
          <Select
            label="Asks for"
            allowDeselect={false}
            value={field.kind}
            data={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
            onChange={(kind) => kind && change(at, { kind: kind as FormField['kind'] })}
          />
          <Checkbox
            label="Required"
            mb={8}
            checked={field.required}
            onChange={(event) => change(at, { required: event.currentTarget.checked })}
          />
          <Group gap={4} wrap="nowrap" mb={3}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${field.label} up`}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${field.label} down`}
              disabled={at === fields.length - 1}
              onClick={() => move(at, 1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take ${field.label} out`}
              disabled={fields.length === 1}
              onClick={() => onChange(fields.filter((_, n) => n !== at))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
          {field.kind === 'choice' && (
            <TagsInput
              className={css.choices ?? ''}
              label="Answers to choose from"
              description="Enter after each"
              value={field.choices}
              onChange={(choices) => change(at, { choices })}
            />
          )}
        </fieldset>
      ))}
      <Button variant="default" onClick={add}>
        Add a question
      </Button>
    </div>
  )
}
