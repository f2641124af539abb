import type { Db } from '#platform/db'
import { askIn } from './asking.ts'
import { type Ask, name, readCatalog, theirs } from './catalog.ts'
import { given, remove } from './walking.ts'

/** What is kept with one record, the last first where one hangs on another: it goes with the record that it is about. */
const about = ['upload', 'file', 'note', 'task']
const abouts = ['contact_id', 'company_id', 'deal_id']

type Going = {
  record: 'company' | 'deal'
  ids: readonly string[]
  workspaceId: number
  /** Takes what they were out of their own rows. */
  empty: (ids: readonly string[]) => Promise<void>
}

/**
 * Takes companies or deals out for good: what is kept with them alone, their own fields, what the change log knows of them. Other
 * records stay and point at them no more, as the comments of columns say of erasing; gives which, by table.
 */
export async function emptyRecords(
  db: Db,
  { record, ids: asked, workspaceId, empty }: Going,
): Promise<Map<string, string[]>> {
  const ask = askIn(db)
  const merged =
    record === 'company'
      ? await ask<{ id: string }>(
          `with recursive one as (select id from company where id = any ($1::uuid[])
             union select c.id from company c join one on c.merged_into = one.id) select id from one`,
          [asked],
        )
      : []
  const ids = [...new Set([...asked, ...merged.map(({ id }) => id)])]
  const catalog = await readCatalog(ask, record === 'company' ? ['company', 'record'] : ['record'])
  const these = [workspaceId, ids, [], []]
  const so = { gone: new Set(ids), counts: { gone: {}, emptied: {}, mentions: 0 } }
  const own = `${record}_id`
  for (const table of about) {
    const others = abouts.filter((it) => it !== own).map((it) => `t.${it} is null`)
    const alone = `t.workspace_id = $1 and t.${own} = any ($2::uuid[]) and ${others.join(' and ')} and ${given}`
    await remove(ask, catalog, table, alone, these, so)
  }
  const touched = new Map<string, string[]>()
  for (const it of catalog.references)
    if (it.fate === 'delete') await remove(ask, catalog, it.table, `${theirs(it)} and ${given}`, these, so)
    else if (it.fate === 'clear') {
      const rows = await ask<{ id: string }>(
        `update ${name(it.table)} t set ${name(it.column)} = null where ${theirs(it)} and ${given} returning t.id`,
        these,
      )
      touched.set(it.table, [...(touched.get(it.table) ?? []), ...rows.map(({ id }) => id)])
    }
  await empty(ids)
  await forget(db, { workspaceId, own, ids, gone: [...so.gone] }, [
    ...new Set(catalog.references.flatMap(({ fate, table }) => (fate === 'delete' ? table : []))),
  ])
  return touched
}

/** Takes notes, tasks or files out for good, with what hangs on them: of a note its files. */
export async function emptyHanging(
  db: Db,
  {
    record,
    ids,
    workspaceId,
  }: { record: 'note' | 'task' | 'file'; ids: readonly string[]; workspaceId: number },
): Promise<void> {
  const ask = askIn(db)
  const catalog = await readCatalog(ask, ['record'])
  const these = [workspaceId, ids, [], []]
  const so = { gone: new Set<string>(), counts: { gone: {}, emptied: {}, mentions: 0 } }
  const take = (table: string, column: string) =>
    remove(
      ask,
      catalog,
      table,
      `t.workspace_id = $1 and t.${column} = any ($2::uuid[]) and ${given}`,
      these,
      so,
    )
  if (record === 'note') await take('file', 'note_id')
  await take(record, 'id')
  await forgetRows(ask, workspaceId, [...so.gone])
}

/** Out of the search and the change log, which knows also what had gone with the record when that was deleted. */
async function forget(
  db: Db,
  it: { workspaceId: number; own: string; ids: readonly string[]; gone: readonly string[] },
  tables: readonly string[],
): Promise<void> {
  const ask = askIn(db)
  const { workspaceId, own, ids, gone } = it
  await ask(
    `delete from change c where c.workspace_id = $1 and c.table_name = any ($3::text[])
       and coalesce(c.before, c.after) ->> $4 = any ($2::uuid[]::text[])
       and c.operation_id in (select operation_id from change where workspace_id = $1 and row_id = any ($2::uuid[]))`,
    [workspaceId, ids, tables, own],
  )
  await forgetRows(ask, workspaceId, gone)
}

async function forgetRows(ask: Ask, workspaceId: number, gone: readonly string[]): Promise<void> {
  for (const table of ['change', 'change_news'])
    await ask(`delete from ${table} where workspace_id = $1 and row_id = any ($2::uuid[])`, [
      workspaceId,
      gone,
    ])
  await ask(
    'delete from search_entry where workspace_id = $1 and (id = any ($2::uuid[]) or of_id = any ($2::uuid[]))',
    [workspaceId, gone],
  )
  await ask('delete from search_word where workspace_id = $1 and id = any ($2::uuid[])', [workspaceId, gone])
}

/** Whether people whom the bin lets go are still being taken out. */
export async function isLettingGo(db: Db): Promise<boolean> {
  const it = await db
    .selectFrom('erasure')
    .select('id')
    .where('state', '=', 'asked')
    .where('cause', '=', 'bin')
    .limit(1)
    .executeTakeFirst()
  return it !== undefined
}
