import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { ListCondition } from '#platform/registry'
import { eachOnce } from './conditions.ts'
import type { Condition, FilterGroup } from './contract.ts'
import type { List, ListField } from './list.ts'

const fieldsIn = (group: FilterGroup): string[] =>
  group.items.flatMap((item) => ('items' in item ? fieldsIn(item) : [item.field]))

/** What slices above a list offer to narrow it by; of what is asked, what answers sooner is read beforehand. */
export async function offeredFields(
  db: Db,
  list: List,
  conditions: readonly ListCondition[],
  permissions: ReadonlySet<string>,
  asked?: FilterGroup,
): Promise<[string, ListField][]> {
  const named = new Set(asked && fieldsIn(asked))
  const fields: [string, ListField][] = []
  for (const it of conditions) {
    if (it.record !== list.record || (it.may && !permissions.has(it.may))) continue
    const without = named.has(it.field) ? await it.without?.(db) : null
    fields.push([
      it.field,
      {
        label: it.label,
        kind: it.typed ? 'page' : it.several ? 'choices' : 'choice',
        by: sql`null`,
        ...(it.last && { last: it.last }),
        ...(typeof it.choices === 'function' ? { choicesNow: it.choices } : { choices: it.choices }),
        holds: ({ operator }: Condition, values, now, inAny) => {
          const how = operator === 'starts' ? operator : 'is'
          const holds = (asked: readonly string[] | null) => {
            // Beside something else it is asked of each record: as a list of all, that list would be made for every step.
            const among = inAny ? undefined : it.among?.(asked, now, how)
            if (among && it.exactly) return among
            const any = it.holds(asked, now, how)
            return among ? sql`(${among} and ${any})` : any
          }
          if (operator === 'is_all')
            return sql`(${sql.join(
              eachOnce(values).map((value) => holds([value])),
              sql` and `,
            )})`
          const asked = operator === 'empty' || operator === 'not_empty' ? null : values
          if (operator === 'is_not' || operator === 'empty')
            return without?.(asked) ?? sql`not ${it.holds(asked, now, how)}`
          return holds(asked)
        },
      },
    ])
  }
  return fields
}
