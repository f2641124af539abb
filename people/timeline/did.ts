import { sql } from 'kysely'
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
 * site does not hide the rest; a kind counts if a person did it lately. `ofAll`: none for who sees a part of the firm alone.
 */
export async function sentKinds(
  db: Db,
  own: readonly string[],
  { ofAll = false }: { ofAll?: boolean } = {},
): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select kind, 1 as n from journal_event ${ofAll ? sql`where ${seesAll}` : sql``} order by kind limit 1)
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

const ofOne = (values: readonly string[] | null) => sql`i.until is null
  ${values ? sql`and e.kind = any(${[...values]}::text[])` : sql``}
  and coalesce((select v.verdict = 'human' from verdict v where v.workspace_id = e.workspace_id and v.event_id = e.id
    order by v.known_at desc, v.id desc limit 1), e.human)`
const acts = sql`identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id`

/**
 * People by what they did themselves, as far as is known now: forms, mails, calls, and what other programs tell. Not by
 * single visits and pages, which are most of the journal and of nobody known.
 */
export const did: ListCondition = {
  ...{ record: 'contact', field: 'did', label: 'Did', several: true, exactly: true },
  choices: async (db, kinds) => {
    const own = kinds.filter(({ humanAct, small }) => humanAct && !small).map(({ kind }) => kind)
    const sent = await sentKinds(
      db,
      kinds.map(({ kind }) => kind),
      { ofAll: true },
    )
    return [...own, ...sent].map((kind) => ({ value: kind, label: shownKind(kind) }))
  },
  // Asked of each person in turn: as a join, who did not do what many did would be compared with all that was done.
  holds: (values) => sql`coalesce((select true from ${acts}
    where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofOne(values)} limit 1), false)`,
  among: (values) => sql`contact.id in (select i.contact_id from ${acts} where ${ofOne(values)})`,
}
