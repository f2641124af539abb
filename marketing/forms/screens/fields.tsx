import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { moved, newField } from './draft.ts'
import { FieldRow } from './field.tsx'
import css from './forms.module.css'
import type { Editing } from './use-draft.ts'

const dragPx = 4
const holdMs = 180
const most = 40

/** What the form asks for, in order: carried by drag, by keyboard on the handle, or moved step by step. */
export function Fields({ editing }: { editing: Editing }) {
  const { define, slips } = editing
  const { fields } = editing.draft.definition
  const [fresh, setFresh] = useState<string>()
  const [said, say] = useState('')
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: dragPx } }),
    useSensor(TouchSensor, { activationConstraint: { delay: holdMs, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const placeOf = (id: UniqueIdentifier) => fields.findIndex(({ key }) => key === id)
  const named = (id: UniqueIdentifier) => fields[placeOf(id)]?.label ?? ''
  const place = (id: UniqueIdentifier) => `place ${placeOf(id) + 1} of ${fields.length}`
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${named(active.id)} lifted from ${place(active.id)}.`,
    onDragOver: ({ active, over }) => (over ? `${named(active.id)} is over ${place(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) => (over ? `${named(active.id)} dropped at ${place(over.id)}.` : undefined),
    onDragCancel: ({ active }) => `${named(active.id)} put back.`,
  }
  const move = (from: number, to: number) => {
    define((now) => ({ fields: moved(now.fields, from, to) }))
    say(`${fields[from]?.label} is now at place ${to + 1} of ${fields.length}.`)
  }
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id)
      define((now) => ({ fields: moved(now.fields, placeOf(active.id), placeOf(over.id)) }))
  }
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
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={dropped}
        accessibility={{
          announcements,
          screenReaderInstructions: {
            draggable:
              'Space lifts the field, arrows up and down carry it, Space drops it, Escape puts it back.',
          },
        }}
      >
        <SortableContext items={fields.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          <ol className={css.fields}>
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
                onUp={at > 0 ? () => move(at, at - 1) : undefined}
                onDown={at < fields.length - 1 ? () => move(at, at + 1) : undefined}
                onRemove={() => remove(at)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <div role="status" className={css.said}>
        {said}
      </div>
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
