import type { RowChange, ToldRecord } from '#platform/registry'

type Row = Record<string, unknown>
/** One line of the change log, in order. */
export type LogLine = { before: Row | null; after: Row | null }

/** What several steps of one operation changed of a row, as one step: what was put back in the end is no change. */
export function asOne(lines: readonly LogLine[]): RowChange | null {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return null
  const was: Row | null = first.before && {}
  const is: Row | null = last.after && {}
  for (const { before, after } of lines) {
    if (was) for (const [key, value] of Object.entries(before ?? {})) if (!(key in was)) was[key] = value
    if (is) Object.assign(is, after)
  }
  if (was && is)
    for (const key of Object.keys(is))
      if (JSON.stringify(was[key]) === JSON.stringify(is[key])) {
        delete was[key]
        delete is[key]
      }
  const nothing = was === null ? is === null : is !== null && Object.keys(is).length === 0
  return nothing ? null : { was, is }
}

export type Changed = Record<string, { from: unknown; to: unknown }>

/** The changed columns by the names under which they are told. */
export function changedOf(
  { was, is }: RowChange,
  { columns, fields }: Pick<ToldRecord, 'columns' | 'fields'>,
): Changed {
  if (!was || !is) return {}
  const told = (name: string, value: unknown) =>
    typeof value === 'string' && fields[name]?.type === 'instant' ? new Date(value) : (value ?? null)
  return Object.fromEntries(
    Object.entries(columns ?? {})
      .filter(([column]) => column in is)
      .map(([column, name]) => [name, { from: told(name, was[column]), to: told(name, is[column]) }]),
  )
}
