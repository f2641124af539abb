import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { placed, SortedList } from '#ui/sort'
import { newField } from './draft.ts'
import { FieldRow } from './field.tsx'
import type { Editing } from './use-draft.ts'

const most = 40

/** What the form asks for, in order: carried by drag, by keyboard on the handle, or moved step by step. */
export function Fields({ editing }: { editing: Editing }) {
  const { define, slips } = editing
  const { fields } = editing.draft.definition
  const [fresh, setFresh] = useState<string>()
  const add = () => {
    const field = newField(fields)
    define((now) => ({ fields: [...now.fields, field] }))
    setFresh(field.key)
  }
  const remove = (at: number) => {
    const gone = fields[at]
    if (!gone) return
    define((now) => ({ fields: now.fields.toSpliced(at, 1) }))
    undoToast(`“${gone.label}” is taken out.`, () =>
      define((now) =>
        now.fields.some(({ key }) => key === gone.key) ? {} : { fields: now.fields.toSpliced(at, 0, gone) },
      ),
    )
  }
  return (
    <Section title="Questions" count={fields.length}>
      <SortedList
        noun="field"
        items={fields.map(({ key, label }) => ({ key, name: label }))}
        onPlace={(key, to) => define((now) => ({ fields: placed(now.fields, key, to) }))}
      >
        {fields.map((field, at) => (
          <FieldRow
            key={field.key}
            field={field}
            fresh={field.key === fresh}
            problem={slips[`definition.fields.${at}.label`]}
            onChange={(part) =>
              define((now) => ({
                fields: now.fields.map((one) => (one.key === field.key ? { ...one, ...part } : one)),
              }))
            }
            onRemove={() => remove(at)}
          />
        ))}
      </SortedList>
      {slips['definition.fields'] && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {slips['definition.fields']}
        </Text>
      )}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} />}
        disabled={fields.length >= most}
        onClick={add}
      >
        Add a question
      </Button>
    </Section>
  )
}
