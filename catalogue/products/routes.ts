import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, guard, invalid, notFound } from '#platform/http'
import { productsContract } from './contract.ts'
import { defaultProductLine, productLines } from './store.ts'

const os = implement(productsContract).$context<Entry>().use(guard)

export const products = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => {
    const after = input.cursor ? decodeCursor(input.cursor, 'text', 'uuid') : null
    const rows = await db
      .selectFrom('product')
      .select([
        'id',
        'name',
        'name_key',
        'external_id as externalId',
        'product_line_id as productLineId',
        'series',
        'price_minor as priceMinor',
        'currency',
        'created_at as createdAt',
        'archived_at as archivedAt',
      ])
      .where('deleted_at', 'is', null)
      .$if(!input.archived, (it) => it.where('archived_at', 'is', null))
      .$if(Boolean(input.q), (it) => it.where(sql<boolean>`position(fold(${input.q}) in name_key) > 0`))
      .$if(after !== null, (it) =>
        it.where(sql<boolean>`(name_key, id) > (${after?.[0]}, ${after?.[1]}::uuid)`),
      )
      .orderBy('name_key')
      .orderBy('id')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      rows: shown,
      next: rows.length > shown.length && last ? encodeCursor([last.name_key, last.id]) : null,
    }
  }),
  create: os.create.handler(async ({ context: { db, now, operationId }, input }) => {
    const id = uuidv7(now)
    await free(db, input.externalId, null)
    await db
      .insertInto('product')
      .values({
        id,
        name: input.name,
        external_id: input.externalId ?? null,
        product_line_id: await lineOf(db, input.productLineId),
        series: input.series ?? null,
        price_minor: input.priceMinor ?? null,
        currency: input.currency ?? null,
        created_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context: { db, now, operationId }, input }) => {
    await free(db, input.externalId, input.id)
    const changed = await db
      .updateTable('product')
      .set({
        ...(input.name !== undefined && { name: input.name }),
        ...(input.externalId !== undefined && { external_id: input.externalId }),
        ...(input.productLineId !== undefined && { product_line_id: await lineOf(db, input.productLineId) }),
        ...(input.series !== undefined && { series: input.series }),
        ...(input.priceMinor !== undefined && { price_minor: input.priceMinor }),
        ...(input.currency !== undefined && { currency: input.currency }),
        ...(input.archived !== undefined && { archived_at: input.archived ? now : null }),
        id: input.id,
      })
      .where('id', '=', input.id)
      .where('deleted_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw notFound('no_product', 'There is no such product.')
    return { operationId }
  }),
  lines: os.lines.handler(async ({ context: { db } }) => ({ rows: await productLines(db) })),
  createLine: os.createLine.handler(async ({ context: { db, now, operationId }, input }) => {
    await freeName(db, input.name, null)
    const id = uuidv7(now)
    await db
      .insertInto('product_line')
      .values({ id, name: input.name, is_default: false, created_at: now })
      .execute()
    return { id, operationId }
  }),
  updateLine: os.updateLine.handler(async ({ context: { db, now, operationId }, input }) => {
    const line = await db
      .selectFrom('product_line')
      .select(['id', 'is_default'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!line) throw notFound('no_product_line', 'There is no such product line.')
    if (input.archived && line.is_default)
      throw conflict('default_line', 'The default product line stays: leads that say no other belong to it.')
    if (input.name !== undefined) await freeName(db, input.name, line.id)
    await db
      .updateTable('product_line')
      .set({
        id: line.id,
        ...(input.name !== undefined && { name: input.name }),
        ...(input.archived !== undefined && { archived_at: input.archived ? now : null }),
      })
      .where('id', '=', line.id)
      .execute()
    return { operationId }
  }),
})

async function lineOf(db: Db, id: string | undefined): Promise<string> {
  if (id === undefined) return defaultProductLine(db)
  const line = await db.selectFrom('product_line').select('id').where('id', '=', id).executeTakeFirst()
  if (!line) throw notFound('no_product_line', 'There is no such product line.')
  return line.id
}

async function free(db: Db, externalId: string | null | undefined, ownId: string | null): Promise<void> {
  if (!externalId) return
  const taken = await db
    .selectFrom('product')
    .select(['id', 'name'])
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  if (taken && taken.id !== ownId)
    throw invalid('external_id_taken', `“${taken.name}” has this number already.`, {
      fields: { externalId: `Used by ${taken.name}` },
    })
}

async function freeName(db: Db, name: string, ownId: string | null): Promise<void> {
  const taken = await db.selectFrom('product_line').select('id').where('name', '=', name).executeTakeFirst()
  if (taken && taken.id !== ownId)
    throw invalid('name_taken', `There is a product line “${name}” already.`, {
      fields: { name: 'Used already' },
    })
}
