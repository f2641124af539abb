import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { contactNames } from './changes.ts'
import type { Also, Contact } from './contract.ts'
import { numbersOf } from './numbers.ts'

export type Other = {
  winner: string
  id: string
  name: string
  email: string | null
  phone: string | null
  phone_key: string | null
}

/** Those who were merged into people, through all merges, also where somebody else had them: who stayed is all of them. */
export async function mergedInto(db: Db, ids: readonly string[]): Promise<Other[]> {
  const { rows } = await beyondReach(db, () =>
    sql<Other>`
      with recursive one (winner, id) as (
        select merged_into, id from contact where merged_into = any(${ids}::uuid[])
        union select one.winner, c.id from one join contact c on c.merged_into = one.id
      )
      select one.winner, c.id, c.name, c.email, c.phone, c.phone_key from one join contact c on c.id = one.id
      where c.deleted_at is null order by c.id`.execute(db),
  )
  return rows
}

/** By what else somebody is known: what those had who were merged into them, and further numbers. */
export async function alsoKnownBy(db: Db, person: Contact): Promise<Also[]> {
  const others = await mergedInto(db, [person.id])
  // Of a colleague’s record that was merged the address is told, and not the name.
  const seen = await contactNames(
    db,
    others.map(({ id }) => id),
  )
  const numbers = (await numbersOf(db, [person.id])).get(person.id) ?? []
  const all: Also[] = [
    ...others.flatMap(({ id, email, phone }): Also[] => [
      ...(email ? [{ kind: 'email' as const, value: email, from: seen.get(id) ?? null }] : []),
      ...(phone ? [{ kind: 'phone' as const, value: phone, from: seen.get(id) ?? null }] : []),
    ]),
    ...numbers.map((value) => ({ kind: 'externalId' as const, value, from: null })),
  ]
  const told = new Set([person.email, person.phone, person.externalId].map((it) => it?.toLowerCase()))
  return all.filter(({ value }) => {
    const isNews = !told.has(value.toLowerCase())
    told.add(value.toLowerCase())
    return isNews
  })
}
