import { sql } from 'kysely'
import { differentActs } from '#people/standing'
import { type Db, seesAll } from '#platform/db'
import type { ListCondition } from '#platform/registry'

const mostKinds = 500
const newestOfKind = 200

/** A kind of act in words. */
export const shownKind = (kind: string): string => {
  const plain = kind.replace(/[._-]+/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

/**
 * Kinds that came, those that other programs and the website sent among them: each is skipped to by the index, so that a busy
 * site does not hide the rest; a kind counts if a person did it lately.
 */
export async function sentKinds(db: Db, own: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select kind, 1 as n from journal_event order by kind limit 1)
      union all
      select (select e.kind from journal_event e where e.kind > found.kind order by e.kind limit 1), found.n + 1
      from found where found.kind is not null and found.n < ${mostKinds}
    )
    select kind from found
    where kind is not null and kind <> all(${own}::text[]) and exists (
      select from (
        select human from journal_event e where e.kind = found.kind order by e.occurred_at desc limit ${newestOfKind}
      ) newest where human
    )`.execute(db)
  return rows.map((row) => row.kind)
}

/** Kinds that somebody known did; none for who sees a part of the firm alone. */
async function didKinds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select kind, 1 as n from did where ${seesAll} order by kind limit 1)
      union all
      select (select d.kind from did d where d.kind > found.kind order by d.kind limit 1), found.n + 1
      from found where found.kind is not null and found.n < ${mostKinds}
    )
    select kind from found where kind is not null`.execute(db)
  return rows.map(({ kind }) => kind)
}

const ofThem = sql`d.workspace_id = contact.workspace_id and d.contact_id = contact.id`
const oneOf = (kinds: readonly string[]) => sql`d.kind = any(${[...kinds]}::text[])`

/**
 * People by what they did themselves, as far as is known: forms, mails, calls, visits, and what other programs tell; and by when
 * they last did it.
 */
export const did: ListCondition = {
  ...{ record: 'contact', field: 'did', label: 'Did', several: true, exactly: true },
  choices: async (db, journal) => {
    const own = journal.filter(({ humanAct }) => humanAct).map(({ kind }) => kind)
    const all = new Set([...own, ...(await didKinds(db))])
    return [...all].map((kind) => ({ value: kind, label: shownKind(kind) }))
  },
  holds: (kinds) =>
    kinds ? sql`exists (select from did d where ${ofThem} and ${oneOf(kinds)})` : sql`standing.acts <> ''`,
  among: (kinds) =>
    kinds
      ? sql`contact.id in (select d.contact_id from did d where ${oneOf(kinds)})`
      : sql`standing.acts <> ''`,
  without: async (db) => {
    const all = await differentActs(db)
    return (
      all &&
      ((kinds) => {
        const those = kinds
          ? all.filter((acts) => !acts.split(' ').some((kind) => kinds.includes(kind)))
          : ['']
        return sql`standing.acts = any(${those}::text[])`
      })
    )
  },
  last: {
    label: (act) => `Last: ${act}`,
    at: sql`d.last_at`,
    some: (kind, holds) => sql`exists (select from did d where ${ofThem} and d.kind = ${kind} and ${holds})`,
  },
}
