import { useDroppable } from '@dnd-kit/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { formatNumber } from '#ui/format'
import css from './board.module.css'
import type { Lane } from './board.tsx'
import { BoardCard } from './card.tsx'

const cardPx = 96
const gapPx = 8

export type ColumnProps<Card> = {
  lane: Lane
  all: Lane[]
  cards: Card[]
  cardId: (card: Card) => string
  cardLabel: (card: Card) => string
  renderCard: (card: Card) => ReactNode
  onOpen: ((card: Card) => void) | undefined
  onMove: (card: Card, to: string) => void
  movable: boolean
  onMore: ((columnId: string) => void) | undefined
  /** The keyboard carries a card over it. */
  target: boolean
  liftedId: string | undefined
  focusId: string | null
  onFocused: () => void
  empty: ReactNode
}

/** One column, of which only the cards in sight are drawn. */
export function BoardColumn<Card>(props: ColumnProps<Card>) {
  const { lane, cards, cardId, target, focusId, onFocused } = props
  const { setNodeRef, isOver } = useDroppable({ id: lane.id })
  const scroller = useRef<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardPx,
    gap: gapPx,
    overscan: 6,
    getItemKey: (index) => {
      const card = cards[index]
      return card === undefined ? index : cardId(card)
    },
  })
  const wanted = focusId === null ? -1 : cards.findIndex((card) => cardId(card) === focusId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another card is wanted
  useEffect(() => {
    if (wanted < 0) return
    virtual.scrollToIndex(wanted, { align: 'auto' })
    const frame = requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-cover="${CSS.escape(focusId ?? '')}"]`)?.focus()
      onFocused()
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted, focusId])
  return (
    <section
      ref={setNodeRef}
      className={css.lane}
      aria-label={`${lane.title}, ${lane.count ?? cards.length}`}
      data-column={lane.id}
      data-accent={lane.accent}
      data-target={target || isOver || undefined}
    >
      <header>
        <i aria-hidden />
        <h2 className="b-cut">{lane.title}</h2>
        <span className="b-number">{formatNumber(lane.count ?? cards.length)}</span>
        {lane.total !== undefined && <b className="b-number">{lane.total}</b>}
      </header>
      <div ref={scroller} className={css.scroller}>
        {cards.length === 0 && <p className={css.empty}>{props.empty ?? 'Nothing here'}</p>}
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const card = cards[item.index]
            return (
              card !== undefined && (
                <BoardCard
                  key={item.key}
                  card={card}
                  id={cardId(card)}
                  index={item.index}
                  start={item.start}
                  measure={virtual.measureElement}
                  lifted={props.liftedId === cardId(card)}
                  column={props}
                />
              )
            )
          })}
        </ul>
        {lane.more && (
          <button type="button" className={css.more} onClick={() => props.onMore?.(lane.id)}>
            Show more
          </button>
        )}
      </div>
    </section>
  )
}
