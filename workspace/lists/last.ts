import { type RawBuilder, sql } from 'kysely'
import type { ListFieldInfo, ListLast } from '#platform/registry'
import type { FilterGroup } from './contract.ts'
import type { Choice, ListField } from './list.ts'

/**
 * The fields of a tree that ask when a choice was last true, as `did.form.submitted`: of whatever choice, since a filter that
 * was kept may name one that nobody did again.
 */
export function lastAmong(group: FilterGroup, fields: ReadonlyMap<string, ListField>): [string, ListField][] {
  return group.items.flatMap((item): [string, ListField][] => {
    if ('items' in item) return lastAmong(item, fields)
    const [id, of] = fields.has(item.field)
      ? []
      : ([...fields].find(([id, it]) => it.last && item.field.startsWith(`${id}.`)) ?? [])
    if (!id || !of?.last) return []
    const { label, at, some } = of.last
    const value = item.field.slice(id.length + 1)
    const rows = {
      by: at,
      some: (holds: RawBuilder<unknown>) => some(value, holds),
      none: (holds: RawBuilder<unknown>) => sql`not ${some(value, holds)}`,
    }
    return [[item.field, { label: label(value), kind: 'date', by: sql`null`, rows }]]
  })
}

/** The same as screens and programs are told of them. */
export const lastInfos = (id: string, { label: named }: ListLast, choices: readonly Choice[]) =>
  choices.map(
    ({ value, label }): ListFieldInfo => ({
      ...{ id: `${id}.${value}`, label: named(label), kind: 'date', options: null, currency: null },
      ...{ relatesTo: null, computed: false, sorts: false, groups: false },
    }),
  )
