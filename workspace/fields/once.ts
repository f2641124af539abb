import { type RawBuilder, sql } from 'kysely'
import { beyondReach, type Db, Taken } from '#platform/db'
import { invalid } from '#platform/http'
import type { ImportHow } from '#platform/registry'
import type { Field, FieldRecord } from './contract.ts'
import { type FieldInput, isSame, type StoredValue, shownValue, storedValue } from './field.ts'
import { isSeen, relatedNames } from './related.ts'
import { fieldsOf } from './store.ts'

/** A value that a record is to have, of a field that takes each only once. */
export type Claim = { field: Field; recordId: string; value: StoredValue }
/** `holderId`: who has it; `isAmong`: who is to get it by the same claims. */
type Clash = Claim & { at: number; holderId: string; isAmong: boolean }
type OfRecord = { recordId: string; field: Pick<Field, 'id'> }

/**
 * Claims that can't be, because another living record has the value, also one out of reach. Whoever claims the same at the same
 * moment waits here until this transaction is over, and then sees what became of it. `left`: what records lose in the same act.
 */
async function clashesOf(
  db: Db,
  record: FieldRecord,
  claims: readonly Claim[],
  left: readonly OfRecord[] = [],
): Promise<Clash[]> {
  if (claims.length === 0) return []
  const wanted = sql`(
    select n::int, field_id, record_id, left(fold(text_value), 200) as text_key, number_value
    from unnest(${claims.map(({ field }) => field.id)}::uuid[], ${claims.map(({ recordId }) => recordId)}::uuid[],
      ${claims.map(({ value }) => value.text_value)}::text[], ${claims.map(({ value }) => value.number_value)}::float8[])
      with ordinality as g (field_id, record_id, text_value, number_value, n))`
  await sql`
    insert into field_once (field_id, key, record_id)
    select distinct on (field_id, key) field_id, key, record_id
    from (select *, coalesce(text_key, number_value::text) as key from ${wanted} w) keyed order by field_id, key, n
    on conflict (workspace_id, field_id, key) do update set record_id = excluded.record_id`.execute(db)
  const free = [...claims, ...left]
  const { rows } = await beyondReach(db, () =>
    sql<{ at: number; holderId: string; isAmong: boolean }>`
      select n - 1 as at, coalesce(other.record_id, w.first) as "holderId", other.record_id is null as "isAmong"
      from (select *, first_value(record_id) over (partition by field_id, text_key, number_value order by n) as first from ${wanted} w) w
      left join lateral (
        select v.record_id from (
          select * from field_value where field_id = w.field_id and text_key = w.text_key
          union all select * from field_value where field_id = w.field_id and number_value = w.number_value) v
        where v.record_id <> w.record_id and ${isSeen(record, { workspace: sql`v.workspace_id`, id: sql`v.record_id` })}
          and not exists (select from unnest(${free.map(({ field }) => field.id)}::uuid[], ${free.map(({ recordId }) => recordId)}::uuid[])
            as f (field_id, record_id) where f.field_id = v.field_id and f.record_id = v.record_id)
        limit 1) other on true
      where other.record_id is not null or w.first <> w.record_id order by n`.execute(db),
  )
  if (rows.length > 0)
    await sql`
      update field_once o set record_id = g.holder from unnest(${rows.map(({ at }) => claims[at]!.field.id)}::uuid[],
        ${rows.map(({ at }) => claims[at]!.recordId)}::uuid[], ${rows.map(({ holderId }) => holderId)}::uuid[]) as g (field_id, claimer, holder)
      where o.field_id = g.field_id and o.record_id = g.claimer`.execute(db)
  return rows.map((row) => ({ ...claims[row.at]!, ...row }))
}

/** Refuses what another has, who is named if whoever asks may see them. */
export async function refuseTaken(
  db: Db,
  record: FieldRecord,
  claims: readonly Claim[],
  left: readonly OfRecord[],
): Promise<void> {
  const [clash] = await clashesOf(db, record, claims, left)
  if (!clash) return
  const { field, holderId, isAmong } = clash
  const [holder] = isAmong ? [] : await relatedNames(db, record, [holderId])
  const at = `${record === 'deal' ? 'fields' : 'custom'}.${field.key}`
  const message = isAmong
    ? `“${field.label}” takes each value only once, and ${said(clash)} is here for more than one.`
    : `${holder?.name ?? hidden} has ${said(clash)} in “${field.label}” already.`
  const beside = isAmong ? 'Each value only once' : `${holder?.name ?? hidden} has it already`
  throw invalid('value_taken', message, {
    fields: { [at]: beside },
    ...(holder && { holder: { record, id: holder.id, name: holder.name } }),
  })
}

const hidden = 'Another that you can’t see'
const shown = (field: Field, value: StoredValue) => shownValue(field.type, [value])
export const said = ({ field, value }: Pick<Claim, 'field' | 'value'>) =>
  `“${String(shown(field, value)).slice(0, 100)}”`

export const onceFields = async (db: Db, record?: FieldRecord) =>
  (await fieldsOf(db, record)).filter(({ rules }) => rules.once)

/** The values of these fields that records have, living or not. */
async function claimsOf(db: Db, fields: readonly Field[], which: RawBuilder<boolean>): Promise<Claim[]> {
  if (fields.length === 0) return []
  const byId = new Map(fields.map((field) => [field.id, field]))
  const { rows } = await sql<StoredValue & { field_id: string; record_id: string }>`
    select v.field_id, v.record_id, v.text_value, v.number_value, v.time_value, v.related_id from field_value v
    where v.field_id = any(${[...byId.keys()]}::uuid[]) and ${which} order by v.field_id, v.record_id`.execute(
    db,
  )
  return rows.map(({ field_id, record_id, ...value }) => ({
    ...{ field: byId.get(field_id)!, recordId: record_id, value },
  }))
}

/** After values or records came back: refused as a unique key does, where another living record has one of theirs by now. */
export async function refuseRepeated(db: Db, which: RawBuilder<boolean>): Promise<void> {
  for (const [record, fields] of Map.groupBy(await onceFields(db), (it) => it.record)) {
    const living = isSeen(record, { workspace: sql`v.workspace_id`, id: sql`v.record_id` })
    const claims = await beyondReach(db, () => claimsOf(db, fields, sql`${which} and ${living}`))
    if ((await clashesOf(db, record, claims)).length > 0) throw new Taken('another has its value')
  }
}

/** Why records can't come back, in words: who has a value of theirs by now that may be there only once. */
export async function heldByOthers(
  db: Db,
  record: FieldRecord,
  recordIds: readonly string[],
  { but = [] }: { but?: readonly string[] } = {},
): Promise<Map<string, string>> {
  if (recordIds.length === 0) return new Map()
  const fields = await onceFields(db, record)
  const theirs = await claimsOf(db, fields, sql`v.record_id = any(${recordIds}::uuid[])`)
  const left = but.flatMap((recordId) => fields.map((field) => ({ recordId, field })))
  const clashes = await clashesOf(db, record, theirs, left)
  const names = await namesOf(db, record, clashes)
  return new Map(
    clashes.map((clash) => [
      clash.recordId,
      `${names.get(clash.holderId) ?? hidden} has ${said(clash)} in “${clash.field.label}” by now. Give that one another first.`,
    ]),
  )
}

const namesOf = async (db: Db, record: FieldRecord, clashes: readonly Clash[]) =>
  new Map(
    (
      await relatedNames(
        db,
        record,
        clashes.map(({ holderId }) => holderId),
      )
    ).map(({ id, name }) => [id, name]),
  )

type Coming = { recordId: string; isNew: boolean; custom: Readonly<Record<string, FieldInput>> }

/**
 * Which rows of a file can't come in, and why: they would give a record what another has. What the file does not write, because the
 * record has a value that stays, is no matter. Of rows that say the same only one may be asked of at a time.
 */
export async function repeatsIn(
  db: Db,
  record: FieldRecord,
  { policy }: Pick<ImportHow, 'policy'>,
): Promise<(rows: readonly Coming[]) => Promise<Map<string, string>>> {
  const fields = await onceFields(db, record)
  if (fields.length === 0) return async () => new Map()
  const { region } = await db.selectFrom('workspace').select('region').executeTakeFirstOrThrow()
  return async (rows) => {
    const speaking = rows.filter(({ custom }) => fields.some(({ key }) => Object.hasOwn(custom, key)))
    const known = speaking.flatMap(({ recordId, isNew }) => (isNew ? [] : recordId))
    const held = known.length > 0 ? await claimsOf(db, fields, sql`v.record_id = any(${known}::uuid[])`) : []
    const claims = speaking.flatMap(({ recordId, isNew, custom }) =>
      fields.flatMap((field): Claim[] => {
        const [value] = storedValue(field, custom[field.key] ?? null, region.slice(0, 2))
        const has = held.find((it) => it.recordId === recordId && it.field === field)?.value
        const how = policy(field.key)
        const isWritten = isNew || how === 'overwrite' || (how === 'fill' && !has)
        const isKept = has && value && isSame(shown(field, has), shown(field, value))
        return value && isWritten && !isKept ? [{ field, recordId, value }] : []
      }),
    )
    const clashes = await clashesOf(db, record, claims)
    const names = await namesOf(db, record, clashes)
    return new Map(
      clashes.map((clash) => {
        const holder = names.get(clash.holderId) ?? hidden
        return [clash.recordId, `${holder} has ${said(clash)} in “${clash.field.label}” already.`]
      }),
    )
  }
}

/** What a stranger sent without what another has: it is told to nobody outside that somebody has it. */
export async function unrepeated(
  db: Db,
  record: FieldRecord,
  { recordId, values }: { recordId: string; values: Readonly<Record<string, FieldInput>> },
  country: string,
): Promise<Record<string, FieldInput>> {
  const claims = (await onceFields(db, record)).flatMap((field) =>
    storedValue(field, values[field.key] ?? null, country).map(
      (value): Claim => ({ field, recordId, value }),
    ),
  )
  const taken = (await clashesOf(db, record, claims)).map(({ field }) => field.key)
  return Object.fromEntries(Object.entries(values).filter(([key]) => !taken.includes(key)))
}

/** The fields whose value a third record has beside the one that ends with a merge: whoever stays does not take it too. */
export async function withThirds(
  db: Db,
  record: FieldRecord,
  { winnerId, loserId }: { winnerId: string; loserId: string },
): Promise<string[]> {
  const theirs = await claimsOf(db, await onceFields(db, record), sql`v.record_id = ${loserId}`)
  const claims = theirs.map((it) => ({ ...it, recordId: winnerId }))
  return (await clashesOf(db, record, claims, theirs)).map(({ field }) => field.id)
}
