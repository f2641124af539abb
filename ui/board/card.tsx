import { useDraggable } from '@dnd-kit/core'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import css from './board.module.css'
import type { ColumnProps } from './column.tsx'

type CardProps<Card> = {
  card: Card
  id: string
  index: number
  start: number
  measure: (element: Element | null) => void
  lifted: boolean
  column: ColumnProps<Card>
}

/** One card: a button that covers it opens it, and its menu moves it. */
export function BoardCard<Card>({ card, id, index, start, measure, lifted, column }: CardProps<Card>) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id, disabled: !column.movable })
  const label = column.cardLabel(card)
  return (
    <li
      ref={(element) => {
        setNodeRef(element)
        measure(element)
      }}
      data-index={index}
      className={css.card}
      data-gone={isDragging || undefined}
      data-lifted={lifted || undefined}
      style={{ transform: `translateY(${start}px)` }}
      {...listeners}
    >
      <button
        type="button"
        className={css.cover}
        data-cover={id}
        aria-label={label}
        onClick={() => column.onOpen?.(card)}
      />
      <div className={css.content}>{column.renderCard(card)}</div>
      {column.movable && (
        <Menu>
          <Menu.Target>
            <ActionIcon size="sm" className={css.menu ?? ''} aria-label={`Move ${label}`}>
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Move to</Menu.Label>
            {column.all.map((lane) => (
              <Menu.Item
                key={lane.id}
                disabled={lane.id === column.lane.id}
                onClick={() => column.onMove(card, lane.id)}
              >
                {lane.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
