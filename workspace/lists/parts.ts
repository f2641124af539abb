import { type RawBuilder, sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { holding } from '#workspace/search'
import { digitsOf } from './conditions.ts'
import type { Condition, FilterGroup } from './contract.ts'
import type { ListField, Parts } from './list.ts'

/**
 * What is known beforehand of a condition that asks for a part of a text: beneath the fence of the workspace no index
 * tells who has it, so it is looked up where one does. `among`: nobody else can hold it. `values`: it holds for exactly these
 * texts. 'common': walking the list soon finds some. 'unknown': it may be rare, and was too short to be looked up.
 */
export type Looked = { among: RawBuilder<unknown> } | { values: string[] } | 'common' | 'unknown'

/** Each condition of the tree that was looked up, by itself. */
export async function lookUp(
  db: Db,
  group: FilterGroup,
  fields: ReadonlyMap<string, ListField>,
): Promise<Map<Condition | FilterGroup, Looked>> {
  const found = new Map<Condition | FilterGroup, Looked>()
  for (const item of group.items)
    if ('items' in item) for (const one of await lookUp(db, item, fields)) found.set(...one)
    else {
      const field = fields.get(item.field)
      const looked = field && (await lookUpOne(db, item, field))
      if (looked) found.set(item, looked)
    }
  return found
}

async function lookUpOne(db: Db, it: Condition, field: ListField): Promise<Looked | null> {
  const asked = [it.value].flat()[0]
  if (!asked || !asksPart(it, field)) return null
  const part = field.kind === 'phone' ? digitsOf(asked) : asked
  const found = field.parts ? await amongHolders(db, field.parts, part) : 'unknown'
  if (typeof found === 'object' || !field.shared || it.operator !== 'contains') return found
  const values = await textsHolding(db, field.shared, part)
  return values ? { values } : found
}

const asksPart = ({ operator, value }: Condition, { parts }: ListField) =>
  operator === 'contains' || (!Array.isArray(value) && (parts?.operators?.includes(operator) ?? false))

async function amongHolders(db: Db, { record, place, id, also }: Parts, part: string): Promise<Looked> {
  const ids = await holding(db, record, place, part)
  if (typeof ids === 'string') return ids
  const more = also ? await also(db) : []
  return more ? { among: sql`${id} = any(${[...ids, ...more]}::uuid[])` } : 'unknown'
}

const mostTexts = 2_000
const mostNamed = 100
/** A key of this length is only the beginning of its text. */
const longest = 200

/**
 * The different texts of a column that hold a part, each found behind the one before it along the index; null if there
 * are too many different ones. Read firm-wide: they only say whom to ask.
 */
function textsHolding(
  db: Db,
  { from, key, of = sql`true` }: NonNullable<ListField['shared']>,
  part: string,
): Promise<string[] | null> {
  return beyondReach(db, async () => {
    const { rows } = await sql<{ texts: string[]; many: boolean }>`
      with recursive each (text, n) as (
        (select ${key}, 1 from ${from} where ${of} and ${key} is not null order by ${key} limit 1)
        union all
        select (select ${key} from ${from} where ${of} and ${key} > each.text order by ${key} limit 1), n + 1
        from each where each.text is not null and n < ${sql.lit(mostTexts)}
      )
      select coalesce(array_agg(text) filter (where position(fold(${part}) in text) > 0 or length(text) >= ${sql.lit(longest)}), '{}') as texts,
        count(text) = ${sql.lit(mostTexts)} as many from each`.execute(db)
    const { texts, many } = rows[0]!
    return many || texts.length > mostNamed ? null : texts
  })
}
