import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Importer, ImportFinding } from '#platform/registry'
import { defaultProductLine } from './store.ts'

const said = (value: unknown) => (value === undefined ? null : String(value).slice(0, 200))

/** Products from a file: known by their external id, else by their name (accents and case do not count). */
export const productImporter: Importer = {
  record: 'products',
  bring: async (db, rows, { now, policy }) => {
    const findings: ImportFinding[] = []
    const line = await defaultProductLine(db)
    const firm = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
    for (const { line: at, fields } of rows) {
      const name = said(fields.name)
      if (!name) {
        findings.push({ line: at, is: 'refused', reason: 'A product needs a name.' })
        continue
      }
      const price = typeof fields.price === 'number' ? fields.price : null
      const values = {
        external_id: said(fields.externalId),
        series: said(fields.series),
        price_minor: price,
        currency: price === null ? null : (said(fields.currency) ?? firm.currency),
      }
      const known = await db
        .selectFrom('product')
        .select(['id', 'external_id', 'series', 'price_minor', 'currency'])
        .where('deleted_at', 'is', null)
        .where(
          values.external_id
            ? sql<boolean>`(external_id = ${values.external_id} or name_key = fold(${name}))`
            : sql<boolean>`name_key = fold(${name})`,
        )
        .orderBy('created_at')
        .executeTakeFirst()
      if (!known) {
        await db
          .insertInto('product')
          .values({ id: uuidv7(now), product_line_id: line, name, created_at: now, ...values })
          .execute()
        findings.push({ line: at, is: 'created' })
        continue
      }
      const wins = (field: string, before: unknown, value: unknown) =>
        value !== null &&
        before !== value &&
        (policy(field) === 'overwrite' || (policy(field) === 'fill' && before === null))
      const set = {
        ...(wins('externalId', known.external_id, values.external_id) && { external_id: values.external_id }),
        ...(wins('series', known.series, values.series) && { series: values.series }),
        ...(wins('price', known.price_minor, values.price_minor) && {
          price_minor: values.price_minor,
          currency: values.currency,
        }),
      }
      if (Object.keys(set).length > 0)
        await db.updateTable('product').set(set).where('id', '=', known.id).execute()
      findings.push({ line: at, is: Object.keys(set).length > 0 ? 'matched' : 'unchanged' })
    }
    return findings
  },
}
