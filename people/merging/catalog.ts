import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { MergeRecord } from './merge.ts'

export type Reference = {
  table: string
  column: string
  rule: 'move' | 'move unless' | 'recomputed'
  audited: boolean
}

/** Columns whose comment begins with the record's name, or with `record` where they name one of any kind, say how they are merged. */
export async function references(db: Db, record: MergeRecord): Promise<Reference[]> {
  const { rows } = await sql<{ table: string; column: string; comment: string; audited: boolean }>`
    select c.relname as table, a.attname as column, d.description as comment,
           exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'change_update') as audited
    from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and d.description like any (array[${`${record}: %`}, 'record: %']) and a.attname <> 'merged_into'
    order by c.relname, a.attname`.execute(db)
  return rows.flatMap(({ comment, ...row }) => {
    const rule = /^\w+: (move on merge unless|move on merge|recomputed on merge)/.exec(comment)?.[1]
    if (!rule) return []
    return {
      ...row,
      rule: rule.endsWith('unless') ? 'move unless' : rule.startsWith('move') ? 'move' : 'recomputed',
    }
  })
}
