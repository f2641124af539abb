import { useState } from 'react'
import { client, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import type { Card } from '../contract.ts'

type Board = Awaited<ReturnType<typeof client.deals.board>>
type Column = Board['columns'][number]
type Filter = Parameters<typeof client.deals.board>[0]
type Pages = { first: Board; rows: Card[]; next: string | null }

const pageRows = 200

/** Columns longer than the board's first answer, page by page; begins again when the board was fetched anew. */
export function useDeeper(board: Board | undefined, filter: Filter) {
  const [pages, setPages] = useState<Record<string, Pages>>({})
  const below = (stageId: string) => {
    const known = pages[stageId]
    return known && known.first === board ? known : undefined
  }
  const nextOf = (column: Column) => {
    const known = below(column.stageId)
    return known ? known.next : column.next
  }
  const all = board?.columns.flatMap((column) => [...column.deals, ...(below(column.stageId)?.rows ?? [])])
  return {
    // A card that moved between two pages would stand there twice.
    cards: [...new Map((all ?? []).map((card) => [card.id, card])).values()],
    hasMore: (column: Column): boolean => nextOf(column) !== null,
    more: async (stageId: string) => {
      const column = board?.columns.find((it) => it.stageId === stageId)
      const cursor = column && nextOf(column)
      if (!board || !cursor) return
      const before = below(stageId)?.rows ?? []
      try {
        const { rows, next } = await client.deals.column({ ...filter, stageId, cursor, limit: pageRows })
        setPages((now) => ({ ...now, [stageId]: { first: board, rows: [...before, ...rows], next } }))
      } catch (problem) {
        failToast(problemText(problem), 'The cards that are here stay.')
      }
    },
  }
}
