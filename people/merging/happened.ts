import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { TimelineItem, TimelineSource } from '#platform/registry'
import type { MergeRecord } from './merge.ts'

type Row = {
  id: string
  at: Date
  by: string | null
  isWinner: boolean
  isApart: boolean
  name: string | null
}

/** That two became one, and that they are two again; of whom is out of reach no name. */
export const timeline: TimelineSource = {
  name: 'merges',
  load: async (db, { contactId, companyId }, before, limit) => {
    const rows = contactId
      ? await mergesOf(db, 'contact', contactId, before, limit)
      : companyId
        ? await mergesOf(db, 'company', companyId, before, limit)
        : []
    return rows.map(
      ({ id, at, by, isWinner, isApart, name }): TimelineItem => ({
        ...{ id: isApart ? `${id} apart` : id, at, who: by ?? 'Baton', icon: 'merge' },
        kind: isApart ? 'merge.apart' : 'merge.merged',
        text: wordsFor(name ?? 'another record', isWinner, isApart),
      }),
    )
  },
}

const wordsFor = (name: string, isWinner: boolean, isApart: boolean) =>
  isApart ? `Separated from ${name} again` : isWinner ? `Became one with ${name}` : `Was merged into ${name}`

async function mergesOf(
  db: Db,
  record: MergeRecord,
  id: string,
  before: Date,
  limit: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select h.id, h.at, m.name as by, h.winner_id = ${id} as "isWinner", h.apart as "isApart", r.name from (
      select id, winner_id, loser_id, at, actor, false as apart from merge where record = ${record} and ${id} in (winner_id, loser_id)
      union all
      select g.id, g.winner_id, g.loser_id, g.undone_at, u.actor, true from merge g
      join operation o on o.workspace_id = g.workspace_id and o.id = g.operation_id
      left join operation u on u.workspace_id = o.workspace_id and u.id = o.undone_by
      where g.record = ${record} and ${id} in (g.winner_id, g.loser_id) and g.undone_at is not null
    ) h
    left join member m on m.id::text = split_part(h.actor, ':', 2)
    left join ${sql.table(record)} r on r.id = case when h.winner_id = ${id} then h.loser_id else h.winner_id end
    where h.at < ${before} order by h.at desc, h.id desc limit ${limit}`.execute(db)
  return rows
}
