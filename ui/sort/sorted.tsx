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
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { ActionIcon, Group } from '@mantine/core'
import { IconGripVertical, IconTrash } from '@tabler/icons-react'
import { createContext, type ReactNode, use, useState } from 'react'
import css from './sorted.module.css'
import { Steps } from './steps.tsx'

const dragPx = 4
const holdMs = 180

type Item = { key: string; name: string }
type Sorting = { items: readonly Item[]; locked: boolean; step: (key: string, to: number) => void }
const SortingContext = createContext<Sorting | null>(null)

type ListProps = {
  /** What one of them is called while it is carried: “field”. */
  noun: string
  items: readonly Item[]
  locked?: boolean | undefined
  onPlace: (key: string, to: number) => void
  /** A `SortedRow` for each item, in their order. */
  children: ReactNode
}

/** Rows in an order: carried by drag, by keyboard on the handle, or moved step by step. */
export function SortedList({ noun, items, locked = false, onPlace, children }: ListProps) {
  const [said, say] = useState('')
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: dragPx } }),
    useSensor(TouchSensor, { activationConstraint: { delay: holdMs, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const placeOf = (id: UniqueIdentifier) => items.findIndex(({ key }) => key === id)
  const named = (id: UniqueIdentifier) => items[placeOf(id)]?.name ?? `The ${noun}`
  const place = (at: number) => `place ${at + 1} of ${items.length}`
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${named(active.id)} lifted from ${place(placeOf(active.id))}.`,
    onDragOver: ({ active, over }) =>
      over ? `${named(active.id)} is over ${place(placeOf(over.id))}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${named(active.id)} dropped at ${place(placeOf(over.id))}.` : undefined,
    onDragCancel: ({ active }) => `${named(active.id)} put back.`,
  }
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) onPlace(String(active.id), placeOf(over.id))
  }
  const step = (key: string, to: number) => {
    onPlace(key, to)
    say(`${named(key)} is now at ${place(to)}.`)
  }
  return (
    <>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={dropped}
        accessibility={{
          announcements,
          screenReaderInstructions: {
            draggable: `Space lifts the ${noun}, arrows up and down carry it, Space drops it, Escape puts it back.`,
          },
        }}
      >
        <SortableContext items={items.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          <SortingContext value={{ items, locked, step }}>
            <ol className={css.list}>{children}</ol>
          </SortingContext>
        </SortableContext>
      </DndContext>
      <div role="status" className="b-heard">
        {said}
      </div>
    </>
  )
}

type RowProps = {
  id: string
  called: string
  /** How what stands in it is laid out. */
  className: string | undefined
  onRemove: (() => void) | undefined
  /** With the handle by which it is carried, and the buttons that move it or take it out. */
  children: (parts: { handle: ReactNode; acts: ReactNode }) => ReactNode
}

/** One row of a sorted list. */
export function SortedRow({ id, called, className, onRemove, children }: RowProps) {
  const sorting = use(SortingContext)
  if (!sorting) throw new Error('A sorted row stands in a sorted list')
  const { items, locked, step } = sorting
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id, disabled: locked })
  const at = items.findIndex(({ key }) => key === id)
  const handle = (
    <ActionIcon
      ref={setActivatorNodeRef}
      className={css.handle ?? ''}
      {...attributes}
      {...listeners}
      disabled={locked}
      aria-label={`Carry ${called}`}
    >
      <IconGripVertical size={16} />
    </ActionIcon>
  )
  const acts = (
    <Group gap={2} wrap="nowrap">
      <Steps called={called} at={at} count={items.length} locked={locked} onStep={(to) => step(id, to)} />
      <ActionIcon aria-label={`Take ${called} out`} disabled={locked || !onRemove} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  )
  return (
    <li
      ref={setNodeRef}
      data-dragged={isDragging || undefined}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
    >
      <fieldset className={`${css.row} ${className ?? ''}`} aria-label={called}>
        {children({ handle, acts })}
      </fieldset>
    </li>
  )
}
