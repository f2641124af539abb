import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type Dispatch, type SetStateAction, useState } from 'react'
import { type Draft, moved } from './draft.ts'
import css from './routing.module.css'
import type { Choices } from './routing.tsx'
import { RuleRow } from './rule.tsx'

const dragPx = 4
const holdMs = 180

type Props = {
  draft: Draft
  change: Dispatch<SetStateAction<Draft>>
  choices: Choices
  locked: boolean
}

/** The rules in order: carried by drag, by keyboard on the handle, or moved step by step. */
export function Rules({ draft, change, choices, locked }: Props) {
  const [said, say] = useState('')
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: dragPx } }),
    useSensor(TouchSensor, { activationConstraint: { delay: holdMs, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const placeOf = (key: string) => draft.findIndex((rule) => rule.key === key)
  const move = (key: string, to: number) => {
    change((now) => moved(now, key, to))
    say(`${draft[placeOf(key)]?.name ?? 'The rule'} is now at place ${to + 1} of ${draft.length}.`)
  }
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) move(String(active.id), placeOf(String(over.id)))
  }
  const add = () =>
    change((now) => [
      ...now,
      {
        key: crypto.randomUUID(),
        name: `Rule ${now.length + 1}`,
        productLineId: null,
        conditions: [],
        memberIds: [],
        teamId: null,
      },
    ])
  return (
    <>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={dropped}
        accessibility={{
          screenReaderInstructions: {
            draggable:
              'Space lifts the rule, arrows up and down carry it, Space drops it, Escape puts it back.',
          },
        }}
      >
        <SortableContext items={draft.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          <ol className={css.rules}>
            {draft.map((rule, at) => (
              <RuleRow
                key={rule.key}
                rule={rule}
                choices={choices}
                locked={locked}
                onChange={(part) =>
                  change((now) => now.map((one) => (one.key === rule.key ? { ...one, ...part } : one)))
                }
                onUp={at > 0 ? () => move(rule.key, at - 1) : undefined}
                onDown={at < draft.length - 1 ? () => move(rule.key, at + 1) : undefined}
                onRemove={() => change((now) => now.filter(({ key }) => key !== rule.key))}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <div role="status" className={css.said}>
        {said}
      </div>
      {!locked && (
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}>
          Add a rule
        </Button>
      )}
    </>
  )
}
