import { sql } from 'kysely'
import type { Db } from './database.ts'

/** A row that was changed, by which operation; how is in the change log. */
export type ChangeNews = { operationId: string; table: string; rowId: string; at: Date }

/** From this transaction on, what changes is noted for who listens, or not any more. Held until the commit: one says so at a time. */
export async function listenToChanges(db: Db, listens: boolean): Promise<void> {
  await sql`
    insert into change_listener (listens) values (${listens})
    on conflict (workspace_id) do update set listens = excluded.listens`.execute(db)
}

/** Notes rows that are in no change log; rows of other tables are noted by themselves. */
export async function noteNews(db: Db, table: string, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length > 0) await sql`select note_change_news(${table}, ${rowIds}::uuid[])`.execute(db)
}

/** Takes news, whole operations one after the other as far as they fit; what is rolled back stays news. */
export async function takeNews(db: Db, most: number): Promise<ChangeNews[]> {
  const { rows } = await sql<ChangeNews>`
    delete from change_news n using (
      select operation_id, table_name, row_id from change_news
      order by operation_id, table_name, row_id limit ${most} for update skip locked) taken
    where n.operation_id = taken.operation_id and n.table_name = taken.table_name and n.row_id = taken.row_id
    returning n.operation_id as "operationId", n.table_name as table, n.row_id as "rowId", n.at`.execute(db)
  return rows
}

/** For the engine: firms that have news. */
export async function firmsWithNews(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive firm as (
      (select workspace_id as id from change_news order by workspace_id limit 1)
      union all
      select (select workspace_id from change_news where workspace_id > firm.id order by workspace_id limit 1)
      from firm where firm.id is not null
    ) select id from firm where id is not null`.execute(db)
  return rows.map(({ id }) => id)
}
