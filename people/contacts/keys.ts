import { sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import { contactColumns } from './store.ts'

/** How people are looked up: `e` and an address in lower case, `p` and a number as it is recognised, `x` and an external id or ours. */
export const keysOf = (it: {
  emails?: readonly string[]
  phones?: readonly string[]
  externalIds?: readonly string[]
}): string[] =>
  [
    ...(it.emails ?? []).map((email) => `e ${email.trim().toLowerCase()}`),
    ...(it.phones ?? []).map((phone) => `p ${phone}`),
    ...(it.externalIds ?? []).map((number) => `x ${number}`),
  ].filter((key) => key.length > 2)

/** An address or number may be many people's: whoever looks up one of them looks at no more. */
export const mostAtOnce = 500

export type Keyed = Awaited<ReturnType<typeof within>>[number]

/**
 * Whom each key leads to, the oldest first: the living within reach who have it themselves, else those who stayed where
 * somebody who had it was merged, or who have it as a further number. Who stayed is found by whoever sees them, whosever
 * the other was.
 */
export async function peopleByKeys(
  db: Db,
  keys: readonly string[],
  most?: number,
): Promise<Map<string, Keyed[]>> {
  const found = new Map<string, Keyed[]>()
  if (keys.length === 0) return found
  const wanted = partsOf(keys)
  const give = (key: string, row: Keyed) => found.set(key, [...(found.get(key) ?? []), row])
  for (const row of await within(db, wanted, most)) {
    const theirs = [`e ${row.email_key}`, `p ${row.phone_key}`, `x ${row.external_id}`, `x ${row.id}`]
    for (const key of theirs) if (wanted.all.has(key)) give(key, row)
  }
  const led = await beyondReach(db, () => ledTo(db, partsOf(keys.filter((key) => !found.has(key)))))
  const ids = led.map(({ id }) => id)
  for (const row of ids.length > 0 ? await within(db, { ...partsOf([]), ids }, most) : [])
    for (const { key } of led.filter(({ id }) => id === row.id)) give(key, row)
  return found
}

type Parts = Record<'emails' | 'phones' | 'numbers' | 'ids', string[]> & { all: ReadonlySet<string> }

function partsOf(keys: readonly string[]): Parts {
  const of = (kind: string) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2))
  const numbers = of('x ')
  return {
    ...{ emails: of('e '), phones: of('p '), numbers, ids: numbers.filter(isUuidv7) },
    all: new Set(keys),
  }
}

const within = (db: Db, { emails, phones, numbers, ids }: Parts, most: number | undefined) =>
  db
    .selectFrom('contact')
    .select([...contactColumns, 'email_key'])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .where(
      sql<boolean>`(external_id = any(${numbers}::text[]) or id = any(${ids}::uuid[]) or email_key = any(${emails}::text[]) or phone_key = any(${phones}::text[]))`,
    )
    .orderBy('created_at')
    .orderBy('id')
    .$if(most !== undefined, (it) => it.limit(most!))
    .execute()

/** Who stayed in the place of whom keys name, through all merges. */
async function ledTo(
  db: Db,
  { emails, phones, numbers, ids, all }: Parts,
): Promise<{ key: string; id: string }[]> {
  if (all.size === 0) return []
  const { rows } = await sql<{ key: string; id: string }>`
    with recursive had (key, id, merged_into) as (
      select key collate "C", id, merged_into from (
        select 'e ' || email_key collate "C" as key, id, merged_into from contact
          where email_key = any(${emails}::text[]) and merged_into is not null and deleted_at is null
        union all select 'p ' || phone_key collate "C", id, merged_into from contact
          where phone_key = any(${phones}::text[]) and merged_into is not null and deleted_at is null
        union all select 'x ' || id::text collate "C", id, merged_into from contact
          where id = any(${ids}::uuid[]) and merged_into is not null and deleted_at is null
        union all select 'x ' || n.number collate "C", c.id, c.merged_into from contact_number n
          join contact c on c.workspace_id = n.workspace_id and c.id = n.contact_id where n.number = any(${numbers}::text[])
      ) own
      union select had.key, c.id, c.merged_into from had join contact c on c.id = had.merged_into
    )
    select key, id from had where merged_into is null`.execute(db)
  return rows
}

/** Everybody whom one of these keys leads to, each once, the oldest first. */
export async function contactsByKeys(db: Db, keys: Parameters<typeof keysOf>[0]): Promise<Keyed[]> {
  const found = await peopleByKeys(db, keysOf(keys), mostAtOnce)
  const rows = new Map([...found.values()].flat().map((row) => [row.id, row]))
  return [...rows.values()].toSorted(
    (a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1),
  )
}

/**
 * Living people as a file may name them: by our id, their external id, their address, or a name that only one of them
 * has. Gives the ids by the names as they are written.
 */
export async function contactsNamed(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ name: string; id: string }>`
    select n.name, (array_agg(c.id))[1] as id from (select n as name, fold(n) as key from unnest(${wanted}::text[]) n) n
    join contact c on c.name_key = n.key and c.deleted_at is null and c.merged_into is null
    group by n.name having count(*) = 1`.execute(db)
  const named = new Map(rows.map(({ name, id }) => [name, id]))
  const found = await peopleByKeys(db, keysOf({ emails: wanted, externalIds: wanted }))
  for (const name of wanted) {
    const [theirs] = found.get(`x ${name}`) ?? found.get(`e ${name.toLowerCase()}`) ?? []
    if (theirs) named.set(name, theirs.id)
  }
  return named
}

/** The living people of these ids, also of one that was merged, and whom these external ids lead to, with the id that does. */
export async function contactsKnownBy(db: Db, ids: readonly string[], externals: readonly string[]) {
  const rows = await db
    .selectFrom('contact')
    .select(['id', sql<null>`null`.as('external_id')])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const found = await peopleByKeys(db, keysOf({ externalIds: externals }))
  return [
    ...rows,
    ...externals.flatMap(
      (it) =>
        found
          .get(`x ${it}`)
          ?.slice(0, 1)
          .map(({ id }) => ({ id, external_id: it })) ?? [],
    ),
  ]
}
