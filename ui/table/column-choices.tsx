import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { Checkbox, TextInput } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { useState } from 'react'
import type { Column } from './column.tsx'
import css from './column-chooser.module.css'

export type ChoicesProps<Row> = {
  columns: Column<Row>[]
  all: Column<Row>[]
  onToggle: (id: string) => void
  /** To a place among those that are on. */
  onMove: (id: string, to: number) => void
}

const many = 12

function Chosen<Row>({
  column,
  alone,
  onToggle,
}: {
  column: Column<Row>
  alone: boolean
  onToggle: () => void
}) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition } = useSortable({
    id: column.id,
  })
  return (
    <div
      ref={setNodeRef}
      className={css.choice}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      <Checkbox size="xs" label={column.title} checked disabled={alone} onChange={onToggle} />
      <button
        ref={setActivatorNodeRef}
        type="button"
        {...attributes}
        {...listeners}
        aria-label={`Move ${column.title}`}
      >
        <IconGripVertical size={14} />
      </button>
    </div>
  )
}

/** Ticked, and dragged or moved by keyboard. */
export default function ColumnChoices<Row>({ columns, all, onToggle, onMove }: ChoicesProps<Row>) {
  const [find, setFind] = useState('')
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 3 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const fits = (column: Column<Row>) =>
    column.title.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase())
  const ids = columns.map((column) => column.id)
  const drop = ({ active, over }: DragEndEvent) => {
    const to = over ? ids.indexOf(String(over.id)) : -1
    if (to >= 0 && active.id !== over?.id) onMove(String(active.id), to)
  }
  return (
    <>
      {all.length > many && (
        <TextInput
          size="xs"
          aria-label="Find a column"
          placeholder="Find a column"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          {columns.filter(fits).map((column) => (
            <Chosen
              key={column.id}
              column={column}
              alone={columns.length === 1}
              onToggle={() => onToggle(column.id)}
            />
          ))}
        </SortableContext>
      </DndContext>
      {all
        .filter((column) => !columns.includes(column) && fits(column))
        .map((column) => (
          <div key={column.id} className={css.choice}>
            <Checkbox size="xs" label={column.title} checked={false} onChange={() => onToggle(column.id)} />
          </div>
        ))}
    </>
  )
}
