import { type ReactNode, useMemo, useState } from 'react'
import { Board, type Lane } from '#ui/board'
import { problemText } from '#ui/client'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { type Column, shown } from '#ui/table'
import type { Condition, ListFieldInfo } from '../contract.ts'
import { groupId, nameOf, useFeeds, useGroups } from './groups.tsx'
import { sumText } from './list-groups.ts'
import type { Look } from './list-state.ts'
import css from './lists.module.css'
import type { Source } from './rows.ts'

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
const mostLanes = 30
const cardLines = 3

type ListBoardProps<Row> = {
  label: string
  source: Source<Row>
  look: Look
  ready: boolean
  fields: readonly ListFieldInfo[]
  /** Which column the cards stand in. */
  column: Column<Row>
  /** What a card says, the first as its title. */
  shownColumns: Column<Row>[]
  rowId: (row: Row) => string
  mayMove: boolean
  onOpen: (row: Row) => void
  empty: ReactNode
}

/** A list as a board: its rows as cards, moved by dragging, by menu or keyboard, as if the value were edited. */
export default function ListBoard<Row>(props: ListBoardProps<Row>) {
  const { source, look, ready, fields, column, rowId } = props
  const field = fields.find(({ id }) => id === column.id)
  const { found, error, retry } = useGroups(source, look, { by: column.id, sum: look.sum, ready })
  const { fed, feed } = useFeeds(source, look)
  const [moved, setMoved] = useState<ReadonlyMap<string, string>>(new Map())
  const summed = fields.find(({ id }) => id === look.sum)
  const lanes = useMemo(() => {
    const options = (column.edit?.kind === 'yesno' ? yesNo : column.edit?.options) ?? []
    const of = (value: string | null): Condition => ({
      field: column.id,
      ...(value === null
        ? { operator: 'empty', value }
        : { operator: 'is', value: field?.kind === 'yesno' ? value : [value] }),
    })
    const known = new Map((found?.groups ?? []).map((it) => [it.value, it]))
    // Of very many, those that have cards.
    const all = options.length > mostLanes ? options.filter(({ value }) => known.has(value)) : options
    const others = (found?.groups ?? []).filter(
      ({ value }) => value !== null && !all.some((it) => it.value === value),
    )
    const empties = known.has(null) || (!column.edit?.needed && field?.kind !== 'yesno')
    const values: { value: string | null; label: string | null }[] = [
      ...(empties ? [{ value: null, label: null }] : []),
      ...all,
      ...others,
    ]
    return values.slice(0, mostLanes + 1).map(({ value, label }) => ({
      id: groupId(value),
      value,
      title: nameOf(field, { value, label }),
      condition: of(value),
      count: known.get(value)?.count ?? 0,
      sum: known.get(value)?.sum ?? null,
    }))
  }, [column, field, found])
  if (error) return <ErrorState what={error} onRetry={retry} />
  if (!found) return <Loading lines={8} />
  const cards = lanes.flatMap(({ id }) =>
    (fed.get(id)?.rows ?? []).map((row) => ({ row, lane: moved.get(rowId(row)) ?? id })),
  )
  const unique = [...new Map(cards.map((card) => [rowId(card.row), card])).values()]
  const [title, ...lines] = props.shownColumns.filter(({ id }) => id !== column.id)
  const move = async (row: Row, to: string) => {
    const lane = lanes.find(({ id }) => id === to)
    if (!lane || !column.edit) return
    const id = rowId(row)
    setMoved((before) => new Map(before).set(id, to))
    try {
      await column.edit.save(row, lane.value)
    } catch (problem) {
      failToast(problemText(problem), `${column.title} is as it was before.`)
    }
    setMoved((before) => new Map([...before].filter(([each]) => each !== id)))
  }
  return (
    <>
      {lanes.map(({ id, condition }) => feed(id, condition))}
      {found.groups.length === 0 ? (
        props.empty
      ) : (
        <div className={css.board}>
          <Board
            label={`${props.label} by ${column.title}`}
            columns={lanes.map(
              (lane): Lane => ({
                id: lane.id,
                title: lane.title,
                count: lane.count,
                total: sumText(summed, lane.sum),
                more: fed.get(lane.id)?.more,
              }),
            )}
            cards={unique}
            cardId={({ row }) => rowId(row)}
            columnOf={({ lane }) => lane}
            cardLabel={({ row }) => String(title?.value(row) ?? '')}
            renderCard={({ row }) => (
              <div className={css.card}>
                <b className="b-cut" dir="auto">
                  {title && shown(title, row)}
                </b>
                {lines
                  .map((each) => ({ each, content: shown(each, row) }))
                  .filter(({ content }) => content !== null)
                  .slice(0, cardLines)
                  .map(({ each, content }) => (
                    <span key={each.id} className="b-cut" title={each.title} dir="auto">
                      {each.format && each.format !== 'text' && `${each.title}: `}
                      {content}
                    </span>
                  ))}
              </div>
            )}
            onMove={({ card, to }) => void move(card.row, to)}
            movable={props.mayMove}
            onOpen={({ row }) => props.onOpen(row)}
            onMore={(id) => fed.get(id)?.fetchMore()}
          />
        </div>
      )}
    </>
  )
}
