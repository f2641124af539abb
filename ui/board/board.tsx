import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { Accent } from '#ui/theme'
import css from './board.module.css'
import { BoardColumn } from './column.tsx'

export type Lane = {
  id: string
  title: string
  accent?: Accent | undefined
  total?: ReactNode
  count?: number | undefined
  /** There are more cards than are here. */
  more?: boolean | undefined
}
export type Move<Card> = { card: Card; from: string; to: string }

type BoardProps<Card> = {
  label: string
  columns: Lane[]
  cards: Card[]
  cardId: (card: Card) => string
  columnOf: (card: Card) => string
  /** Read to those who don't see the card. */
  cardLabel: (card: Card) => string
  renderCard: (card: Card) => ReactNode
  /** Change what `cards` holds at once; offer Undo. */
  onMove: (move: Move<Card>) => void
  onOpen?: ((card: Card) => void) | undefined
  /** False for who may look and not change. */
  movable?: boolean | undefined
  /** Fetch more cards of a column. */
  onMore?: ((columnId: string) => void) | undefined
  empty?: ReactNode
}

const dragPx = 5
const holdMs = 220

/** Cards in columns: moved by drag, by the menu on each card, and by keyboard (Space lifts, arrows carry, Space drops). */
export function Board<Card>(props: BoardProps<Card>) {
  const { label, columns, cards, cardId, columnOf, cardLabel, renderCard, onMove, onOpen } = props
  const [dragged, setDragged] = useState<Card | null>(null)
  const [lifted, setLifted] = useState<{ id: string; to: string } | null>(null)
  const [focusId, setFocusId] = useState<string | null>(null)
  const [said, say] = useState('')
  const root = useRef<HTMLDivElement>(null)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: dragPx } }),
    useSensor(TouchSensor, { activationConstraint: { delay: holdMs, tolerance: 8 } }),
  )
  const lanes = useMemo(() => {
    const byColumn = new Map<string, Card[]>(columns.map((column) => [column.id, []]))
    for (const card of cards) byColumn.get(columnOf(card))?.push(card)
    return byColumn
  }, [columns, cards, columnOf])
  const titleOf = (id: string) => columns.find((column) => column.id === id)?.title ?? ''
  const cardOf = (id: string) => cards.find((card) => cardId(card) === id)

  const move = useCallback(
    (card: Card, to: string) => {
      const from = columnOf(card)
      if (from === to) return
      onMove({ card, from, to })
      setFocusId(cardId(card))
    },
    [columnOf, onMove, cardId],
  )
  const dropped = ({ over }: DragEndEvent) => {
    if (over && dragged !== null) move(dragged, String(over.id))
    setDragged(null)
  }

  const carry = (event: KeyboardEvent, step: number) => {
    if (!lifted) return
    event.preventDefault()
    const at = columns.findIndex((column) => column.id === lifted.to)
    const next = columns[Math.max(0, Math.min(columns.length - 1, at + step))]
    if (!next) return
    setLifted({ ...lifted, to: next.id })
    say(`Over ${next.title}.`)
    root.current
      ?.querySelector(`[data-column="${next.id}"]`)
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }
  const walk = (event: KeyboardEvent, card: Card, across: number, down: number) => {
    event.preventDefault()
    const here = columns.findIndex((column) => column.id === columnOf(card))
    const index = lanes.get(columnOf(card))?.indexOf(card) ?? 0
    for (let at = here + across; at >= 0 && at < columns.length; at += across) {
      const lane = lanes.get(columns[at]?.id ?? '') ?? []
      const target = lane[Math.min(lane.length - 1, index + down)]
      if (target !== undefined) return setFocusId(cardId(target))
      if (across === 0) return
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>('[data-cover]')?.dataset.cover
        : undefined
    const card = id === undefined ? undefined : cardOf(id)
    if (card === undefined || id === undefined) return
    if (event.key === ' ') {
      event.preventDefault()
      if (props.movable === false) return
      if (!lifted) {
        setLifted({ id, to: columnOf(card) })
        say(
          `${cardLabel(card)} lifted from ${titleOf(columnOf(card))}. Arrows left and right carry it, Space drops it, Escape puts it back.`,
        )
      } else {
        say(lifted.to === columnOf(card) ? 'Put back.' : `Dropped in ${titleOf(lifted.to)}.`)
        move(card, lifted.to)
        setLifted(null)
      }
    } else if (event.key === 'Escape' && lifted) {
      event.preventDefault()
      setLifted(null)
      say('Put back.')
    } else if (event.key === 'ArrowLeft') lifted ? carry(event, -1) : walk(event, card, -1, 0)
    else if (event.key === 'ArrowRight') lifted ? carry(event, 1) : walk(event, card, 1, 0)
    else if (event.key === 'ArrowDown' && !lifted) walk(event, card, 0, 1)
    else if (event.key === 'ArrowUp' && !lifted) walk(event, card, 0, -1)
  }
  const onKeyUp = (event: KeyboardEvent) => {
    // Space pressed on a button would click it, and so open the card.
    if (event.key === ' ' && event.target instanceof Element && event.target.closest('[data-cover]'))
      event.preventDefault()
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => setDragged(cardOf(String(active.id)) ?? null)}
      onDragEnd={dropped}
      onDragCancel={() => setDragged(null)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys arrive from the cards' buttons */}
      <div ref={root} className={css.board} onKeyDown={onKeyDown} onKeyUp={onKeyUp}>
        <section className={css.lanes} aria-label={label}>
          {columns.map((column) => (
            <BoardColumn
              key={column.id}
              lane={column}
              all={columns}
              cards={lanes.get(column.id) ?? []}
              cardId={cardId}
              cardLabel={cardLabel}
              renderCard={renderCard}
              onOpen={onOpen}
              onMore={props.onMore}
              onMove={move}
              movable={props.movable !== false}
              target={lifted?.to === column.id}
              liftedId={lifted?.id}
              focusId={focusId}
              onFocused={() => setFocusId(null)}
              empty={props.empty}
            />
          ))}
        </section>
        <div role="status" aria-live="assertive" className="b-heard">
          {said}
        </div>
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged !== null && (
          <div className={css.card} data-over>
            {renderCard(dragged)}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}
