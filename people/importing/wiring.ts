import { addConsent } from '#people/consent'
import { bringContacts } from '#people/contacts'
import type { Importer, ImportRow, Wiring } from '#platform/registry'

const objections = [
  ['doNotEmail', 'email'],
  ['doNotCall', 'phone'],
] as const

/** "Do not email" and "do not call" are objections; that they are missing permits nothing. */
const objectionsIn = (row: ImportRow, subjectId: string, source: string) =>
  objections.flatMap(([field, channel]) =>
    row.fields[field] === true
      ? [
          {
            subjectId,
            channel,
            topic: '*',
            basis: 'consent' as const,
            state: 'objected' as const,
            proof: { file: source, line: row.line },
          },
        ]
      : [],
  )

const contactImporter: Importer = {
  record: 'contacts',
  customOf: 'contact',
  bring: async (db, rows, { source, now, policy }) => {
    const { findings, made } = await bringContacts(db, rows, { now, policy })
    await addConsent(
      db,
      made.flatMap(({ row, subjectId }) => objectionsIn(row, subjectId, source)),
      now,
    )
    return findings
  },
}

export const importingWiring: Wiring = { importers: [contactImporter] }
