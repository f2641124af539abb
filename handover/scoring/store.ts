import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import { firmZone } from '#workspace/members'
import { contentShape } from './contract.ts'
import type { Definition } from './definition.ts'

/** A version of what "strong enough" means for a product line; `fromAt` null is a draft. */
export interface DefinitionVersion {
  id: string
  productLineId: string
  version: number
  /** asked: only who asks for sales goes through; both: the score hands over too. */
  lanes: 'asked' | 'both'
  definition: Definition
  createdBy: string
  createdAt: Date
  fromAt: Date | null
  toAt: Date | null
}

const columns = [
  'id',
  'product_line_id',
  'version',
  'lanes',
  'content',
  'created_by',
  'created_at',
  'from_at',
  'to_at',
] as const

interface DefinitionRow {
  id: string
  product_line_id: string
  version: number
  lanes: 'asked' | 'both'
  content: unknown
  created_by: string
  created_at: Date
  from_at: Date | null
  to_at: Date | null
}

const versionOf = (row: DefinitionRow): DefinitionVersion => ({
  id: row.id,
  productLineId: row.product_line_id,
  version: row.version,
  lanes: row.lanes,
  definition: { productLineId: row.product_line_id, ...contentShape.parse(row.content) },
  createdBy: row.created_by,
  createdAt: row.created_at,
  fromAt: row.from_at,
  toAt: row.to_at,
})

/** All versions, newest first, of one product line or of every one. */
export async function definitions(db: Db, productLineId?: string): Promise<DefinitionVersion[]> {
  const rows = await db
    .selectFrom('definition')
    .select(columns)
    .$if(productLineId !== undefined, (query) => query.where('product_line_id', '=', productLineId!))
    .orderBy('product_line_id')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(versionOf)
}

/** Definitions as they are now, held until the transaction ends, so that nobody changes what is being signed. */
export async function holdDefinitionsOf(db: Db, ids: readonly string[]): Promise<DefinitionVersion[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('definition')
    .select(columns)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(versionOf)
}

export async function findDefinition(db: Db, id: string): Promise<DefinitionVersion> {
  const row = await db.selectFrom('definition').select(columns).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('no_definition', 'This definition does not exist.')
  return versionOf(row)
}

/** The definition in force of each product line. */
export async function definitionsInForce(db: Db): Promise<DefinitionVersion[]> {
  const rows = await db
    .selectFrom('definition')
    .select(columns)
    .where('from_at', 'is not', null)
    .where('to_at', 'is', null)
    .orderBy('product_line_id')
    .execute()
  return rows.map(versionOf)
}

/**
 * The definitions to compute by: those in force, held until the transaction ends so that none is swapped meanwhile,
 * and those on their way into force, whose scores are kept up to date beside.
 */
export async function holdDefinitions(
  db: Db,
): Promise<{ inForce: DefinitionVersion[]; preparing: DefinitionVersion[] }> {
  const held = sql`select id from definition order by id for share`.execute(db)
  const asked = db
    .selectFrom('definition')
    .leftJoin('rescore', (on) =>
      on
        .onRef('rescore.definition_id', '=', 'definition.id')
        .on('rescore.phase', '=', 'computing')
        // What only waits for its day has no scores yet that would have to be kept.
        .on('rescore.after_contact', 'is not', null),
    )
    .select(columns.map((column) => `definition.${column}` as const))
    .select('rescore.definition_id as preparing')
    .where((or) =>
      or.or([
        or('rescore.definition_id', 'is not', null),
        or.and([or('definition.from_at', 'is not', null), or('definition.to_at', 'is', null)]),
      ]),
    )
    .orderBy('definition.product_line_id')
    .execute()
  const [, rows] = await Promise.all([held, asked])
  const isServed = ({ from_at, to_at }: DefinitionRow) => from_at !== null && to_at === null
  return {
    inForce: rows.filter(isServed).map(versionOf),
    preparing: rows.filter(({ preparing }) => preparing !== null).map(versionOf),
  }
}

const content = ({ productLineId: _, ...rest }: Definition) => JSON.stringify(rest)

/** Writes the one draft of a product line, new or again; versions that were in force never change. */
export async function saveDraft(
  db: Db,
  wanted: { definition: Definition; lanes: 'asked' | 'both'; by: string },
  now: Date,
): Promise<{ id: string; version: number }> {
  const { definition, lanes, by } = wanted
  await holdDraft(db, definition.productLineId)
  const known = await definitions(db, definition.productLineId)
  const draft = known.find((one) => one.fromAt === null)
  if (draft) {
    await refuseOnItsWay(db, draft)
    await db
      .updateTable('definition')
      .set({ lanes, content: content(definition), created_by: by, created_at: now })
      .where('id', '=', draft.id)
      .where('from_at', 'is', null)
      .execute()
    return { id: draft.id, version: draft.version }
  }
  const version = 1 + Math.max(0, ...known.map((one) => one.version))
  const id = uuidv7(now)
  await db
    .insertInto('definition')
    .values({
      id,
      product_line_id: definition.productLineId,
      version,
      lanes,
      content: content(definition),
      created_by: by,
      created_at: now,
    })
    .execute()
  return { id, version }
}

/** Throws away the draft of a product line, unless it is on its way into force. */
export async function discardDraft(db: Db, productLineId: string): Promise<void> {
  await holdDraft(db, productLineId)
  const draft = (await definitions(db, productLineId)).find((one) => one.fromAt === null)
  if (!draft) throw notFound('no_draft', 'There is no draft to discard.')
  await refuseOnItsWay(db, draft)
  await db.deleteFrom('definition').where('id', '=', draft.id).where('from_at', 'is', null).execute()
}

/** Whoever signs or puts a draft in force, changes or discards it, comes one after the other. */
const holdDraft = (db: Db, productLineId: string) =>
  db
    .selectFrom('definition')
    .select('id')
    .where('product_line_id', '=', productLineId)
    .where('from_at', 'is', null)
    .forUpdate()
    .execute()

/** What waits for its day or is being computed can't be changed any more. */
export async function refuseOnItsWay(db: Db, { id, version }: DefinitionVersion): Promise<void> {
  const busy = await db
    .selectFrom('rescore')
    .select(['starts_at', 'after_contact'])
    .where('definition_id', '=', id)
    .executeTakeFirst()
  if (!busy) return
  if (busy.starts_at && busy.after_contact === null) {
    const zone = await firmZone(db)
    const day = busy.starts_at.toLocaleDateString('en-GB', { timeZone: zone, dateStyle: 'long' })
    throw conflict('being_prepared', `Version ${version} starts on ${day}; call it off first.`)
  }
  throw conflict('being_prepared', `Version ${version} is on its way into force. Wait until it is.`)
}

/** What a product line starts with: asked only, no rules, thresholds that nobody reaches. */
const askedOnly: Omit<Definition, 'productLineId'> = {
  rules: [],
  fitMax: 50,
  interestMax: 100,
  enter: 60,
  leave: 40,
  required: [],
  exclude: [{ field: 'customer', op: 'eq', value: true }],
  recencyDays: 90,
}

/** Puts "asked only" in force for every product line that has no definition yet. */
export async function makeDefaultDefinition(db: Db, now: Date): Promise<void> {
  const lines = await db
    .selectFrom('product_line')
    .select('id')
    .where((it) =>
      it.not(
        it.exists(
          it
            .selectFrom('definition')
            .select('definition.id')
            .whereRef('definition.product_line_id', '=', 'product_line.id'),
        ),
      ),
    )
    .execute()
  for (const { id } of lines) {
    await db
      .insertInto('definition')
      .values({
        id: uuidv7(now),
        product_line_id: id,
        version: 1,
        lanes: 'asked',
        content: JSON.stringify(askedOnly),
        created_by: 'engine',
        created_at: now,
        from_at: now,
      })
      .execute()
  }
}
