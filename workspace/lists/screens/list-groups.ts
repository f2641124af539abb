import { type ReactNode, useMemo, useState } from 'react'
import { formatMoney, formatNumber } from '#ui/format'
import type { Column, Group } from '#ui/table'
import type { ListFieldInfo } from '../contract.ts'
import { groupId, nameOf, useFeeds, useGroups } from './groups.tsx'
import type { Look } from './list-state.ts'
import type { Source } from './rows.ts'

/** So many rows are shown open at first; of more, only the groups. */
const mostOpen = 1000

/** Columns that a board can stand on: those whose value is one of a few and is set by dragging a card. */
export const boardColumns = <Row>(columns: readonly Column<Row>[], fields: readonly ListFieldInfo[]) =>
  columns.filter(
    ({ id, edit }) =>
      (edit?.kind === 'choice' || edit?.kind === 'yesno') && fields.some((it) => it.id === id && it.groups),
  )

export const sumText = (field: ListFieldInfo | undefined, sum: number | null): string | undefined =>
  sum === null || !field
    ? undefined
    : field.kind === 'money'
      ? formatMoney(sum, field.currency ?? undefined, true)
      : formatNumber(sum)

/** A list by groups: which there are, which of them are open, and the rows of these. Null where it is not grouped. */
export function useListGroups<Row>(
  source: Source<Row>,
  look: Look,
  { fields, ready }: { fields: readonly ListFieldInfo[]; ready: boolean },
) {
  const by = look.as === 'list' ? look.group : null
  const asked = useGroups(source, look, { by, sum: look.sum, ready })
  const { fed, feed } = useFeeds(source, look)
  // Told apart by what they are groups of, so that each list begins as it should.
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const field = fields.find(({ id }) => id === by)
  const summed = fields.find(({ id }) => id === look.sum)
  const { found } = asked
  const few = found !== undefined && found.groups.reduce((all, it) => all + it.count, 0) <= mostOpen
  const groups = useMemo((): Group<Row>[] | undefined => {
    if (by === null) return undefined
    return (found?.groups ?? []).map((it) => {
      const id = groupId(it.value)
      const open = turned.get(`${by} ${id}`) ?? few
      const own = open ? fed.get(id) : undefined
      const whole = own && !own.more && !own.loading && !own.error
      return {
        id,
        label: nameOf(field, it),
        count: whole ? own.rows.length : it.count,
        exact: whole || found?.exact === true,
        note: sumText(summed, it.sum),
        open,
        rows: own?.rows ?? [],
        loading: open && (own?.loading ?? true),
        more: own?.more ?? false,
        error: own?.error,
      }
    })
  }, [by, found, fed, turned, few, field, summed])
  const feeds: ReactNode[] | undefined = groups
    ?.filter((it) => it.open)
    .flatMap(({ id }) => {
      const of = found?.groups.find((it) => groupId(it.value) === id)
      return of ? [feed(id, of.condition)] : []
    })
  return {
    ...asked,
    groups,
    feeds,
    toggle: (id: string, open: boolean) => setTurned((before) => new Map(before).set(`${by} ${id}`, open)),
    all: (open: boolean) => setTurned(new Map((groups ?? []).map(({ id }) => [`${by} ${id}`, open]))),
    fetchMore: (id: string) => fed.get(id)?.fetchMore(),
    rows: groups?.flatMap((it) => it.rows),
  }
}
