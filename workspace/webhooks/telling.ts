import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type ChangeNews, type Db, takeNews } from '#platform/db'
import type { RowChange, ToldRecord } from '#platform/registry'
import { asOne, type Changed, changedOf, type LogLine } from './change.ts'

/** What one transaction writes messages of. */
const mostNews = 1000

/** What one operation did to a record: to its own row, and to its custom fields. */
type Act = {
  operationId: string
  at: Date
  told: ToldRecord
  id: string
  change: RowChange | null
  custom: Changed
}
type Message = { type: string; recordId: string; effectKey: string; body: string; at: Date }

/** Makes messages of what is new, each once for each endpoint that listens to it; gives how much news it took. */
export async function writeMessages(db: Db, told: readonly ToldRecord[], now: Date): Promise<number> {
  const news = await takeNews(db, mostNews)
  if (news.length === 0) return 0
  const endpoints = await db
    .selectFrom('webhook_endpoint')
    .select(['id', 'events', 'created_at'])
    .where('is_on', '=', true)
    .where('deleted_at', 'is', null)
    .execute()
  if (endpoints.length === 0) return news.length
  const messages = await messagesOf(db, await actsOf(db, news, told))
  const rows = messages.flatMap(({ at, ...message }) =>
    endpoints
      .filter(({ events, created_at }) => events.includes(message.type) && created_at <= at)
      .map((endpoint) => ({ ...message, at, id: uuidv7(now), endpointId: endpoint.id })),
  )
  if (rows.length > 0)
    await sql`
      insert into webhook_message (id, endpoint_id, type, record_id, effect_key, body, state, next_at, created_at)
      select n.id, n."endpointId", n.type, n."recordId", n."effectKey", n.body, 'waiting', ${now}::timestamptz, n.at
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as n (id uuid, "endpointId" uuid, type text, "recordId" uuid, "effectKey" text, body text, at timestamptz)
      on conflict (workspace_id, endpoint_id, effect_key) do nothing`.execute(db)
  return news.length
}

async function actsOf(db: Db, news: readonly ChangeNews[], told: readonly ToldRecord[]): Promise<Act[]> {
  const changes = await changesOf(db, news)
  const custom = await customOf(db, news, changes)
  const acts = new Map<string, Act>()
  const actOn = ({ operationId, at }: ChangeNews, of: ToldRecord, id: string): Act => {
    const key = `${operationId} ${of.record} ${id}`
    const act = acts.get(key) ?? { operationId, at, told: of, id, change: null, custom: {} }
    acts.set(key, act)
    return act
  }
  for (const it of news) {
    const own = told.find(({ table }) => table === it.table)
    if (own) actOn(it, own, it.rowId).change = changes.get(keyOf(it)) ?? null
    const field = custom.get(keyOf(it))
    const of = field && told.find(({ record }) => record === field.record)
    if (of) actOn(it, of, field.id).custom[`custom.${field.key}`] = field.changed
  }
  return [...acts.values()]
}

async function messagesOf(db: Db, acts: readonly Act[]): Promise<Message[]> {
  const messages: Message[] = []
  for (const [told, ofRecord] of Map.groupBy(acts, (act) => act.told)) {
    const rows = await told.read(db, [...new Set(ofRecord.map(({ id }) => id))])
    const now = new Map(rows.map((row) => [row.id, row]))
    for (const act of ofRecord) {
      const fields = now.get(act.id)
      const changed = { ...(act.change && changedOf(act.change, told)), ...act.custom }
      const type = typeOf(act, fields, changed)
      if (!type) continue
      const hasChanged = Object.keys(changed).length > 0
      const data = { ...(fields ?? asItWas(act)), ...(hasChanged && { changed }) }
      messages.push({
        type,
        recordId: act.id,
        effectKey: `${type} ${act.id} ${act.operationId}${act.change ? '' : ' fields'}`,
        body: JSON.stringify({ type, timestamp: act.at, data }),
        at: act.at,
      })
    }
  }
  return messages
}

function typeOf(
  { told, change }: Act,
  now: Record<string, unknown> | undefined,
  changed: Changed,
): string | null {
  const plain = `${told.record}.changed`
  // Of what is in no change log its being there is the event; of what is, custom fields alone change the record too.
  const event = change || !told.columns ? told.eventOf(change ?? { was: null, is: null }, now) : plain
  const isNothing = told.columns && event === plain && (!now || Object.keys(changed).length === 0)
  return isNothing ? null : event
}

/** Of what is gone for good: what the log says it was. */
const asItWas = ({ id, told, change }: Act): Record<string, unknown> => ({
  id,
  ...Object.fromEntries(
    Object.entries(told.columns ?? {}).flatMap(([column, name]) =>
      name in told.fields ? [[name, change?.was?.[column] ?? null]] : [],
    ),
  ),
})

const keyOf = ({ operationId, table, rowId }: Omit<ChangeNews, 'at'>) => `${operationId} ${table} ${rowId}`

async function changesOf(db: Db, news: readonly ChangeNews[]): Promise<Map<string, RowChange>> {
  const { rows } = await sql<Omit<ChangeNews, 'at'> & LogLine>`
    select c.operation_id as "operationId", c.table_name as table, c.row_id as "rowId", c.before, c.after
    from change c
    where c.operation_id = any(${[...new Set(news.map((it) => it.operationId))]}::uuid[])
      and c.row_id = any(${[...new Set(news.map((it) => it.rowId))]}::uuid[])
    order by c.seq`.execute(db)
  const changes = new Map<string, RowChange>()
  for (const [key, lines] of Map.groupBy(rows, keyOf)) {
    const change = asOne(lines)
    if (change) changes.set(key, change)
  }
  return changes
}

type FieldChange = { record: string; id: string; key: string; changed: Changed[string] }

/** Which custom field of which record a changed value is; a value that was only overwritten is looked up. */
async function customOf(
  db: Db,
  news: readonly ChangeNews[],
  changes: ReadonlyMap<string, RowChange>,
): Promise<Map<string, FieldChange>> {
  const values = news.filter(({ table }) => table === 'field_value')
  if (values.length === 0) return new Map()
  const ids = values.map(({ rowId }) => rowId)
  const rows = await db
    .selectFrom('field_value')
    .select(['id', 'record_id', 'field_id', 'place'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const stand = new Map(rows.map((row) => [row.id, row]))
  const fields = await db.selectFrom('field').select(['id', 'record', 'key', 'type']).execute()
  const found = new Map<string, FieldChange>()
  const several = new Map<string, { from: unknown[]; to: unknown[] }>()
  for (const it of values) {
    const change = changes.get(keyOf(it))
    const row = stand.get(it.rowId) ?? change?.was
    const field = row && fields.find(({ id }) => id === row.field_id)
    if (!change || !row || !field) continue
    const one = { from: valueIn(change.was), to: valueIn(change.is) }
    const act = `${it.operationId} ${String(row.record_id)} ${field.id}`
    const changed = field.type === 'choices' ? (several.get(act) ?? { from: [], to: [] }) : one
    if (field.type === 'choices') {
      // Each choice lies in a row of its own: what an act took away and put in its place, each as a list.
      if (one.from !== null) changed.from = [...(changed.from as unknown[]), one.from]
      if (one.to !== null) changed.to = [...(changed.to as unknown[]), one.to]
      several.set(act, changed as { from: unknown[]; to: unknown[] })
    }
    found.set(keyOf(it), { record: field.record, id: String(row.record_id), key: field.key, changed })
  }
  return found
}

const valueIn = (row: RowChange['is']): unknown =>
  row?.text_value ?? row?.number_value ?? row?.time_value ?? row?.related_id ?? null
