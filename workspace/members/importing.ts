import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Importer, ImportFinding } from '#platform/registry'

const said = (value: unknown) => (value === undefined ? null : String(value).trim().slice(0, 200) || null)

/**
 * Sellers from a file become members without sign-in: their deals have a name, nobody is offered anything because of
 * them, and one person alone still wears both hats.
 */
export const memberImporter: Importer = {
  record: 'members',
  bring: async (db, rows, { now }) => {
    const findings: ImportFinding[] = []
    for (const { line, fields } of rows) {
      const parts = [said(fields.firstName), said(fields.lastName)].filter(Boolean).join(' ')
      const name = said(fields.name) ?? (parts || said(fields.email))
      if (!name) {
        findings.push({ line, is: 'refused', reason: 'A member needs a name.' })
        continue
      }
      const externalId = said(fields.externalId)
      const known = await db
        .selectFrom('member')
        .select('id')
        .where(
          externalId
            ? sql<boolean>`(external_id = ${externalId} or lower(name) = lower(${name}))`
            : sql<boolean>`lower(name) = lower(${name})`,
        )
        .executeTakeFirst()
      if (!known)
        await db
          .insertInto('member')
          .values({
            id: uuidv7(now),
            external_id: externalId,
            name,
            email: said(fields.email),
            role: 'sales_rep',
            visibility: 'own',
            status: 'imported',
            takes_leads: false,
            created_at: now,
          })
          .execute()
      findings.push({ line, is: known ? 'unchanged' : 'created' })
    }
    return findings
  },
}
