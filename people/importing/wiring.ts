import { canAgreeTo } from '#people/consent'
import { bringContacts, stillToFollow } from '#people/contacts'
import type { Importer, Wiring } from '#platform/registry'
import { memberNames } from '#workspace/members'
import { keepPermissions } from './permissions.ts'

const contactImporter: Importer = {
  record: 'contacts',
  customOf: 'contact',
  atOnce: 5_000,
  following: stillToFollow,
  choices: async (db) => ({ owner: await memberNames(db) }),
  bring: async (db, rows, how) => {
    const topic = how.permission?.topic
    if (topic !== undefined && !(await canAgreeTo(db, topic)))
      return rows.map(({ line }) => ({
        ...{ line, is: 'refused' },
        reason: `Nothing that is sent has the key “${topic}”: choose another topic for what they permitted.`,
      }))
    const { findings, people } = await bringContacts(db, rows, how)
    const permitted = await keepPermissions(db, people, how)
    return findings.map((it) =>
      it.is === 'unchanged' && permitted.has(it.line) ? { ...it, is: 'matched' } : it,
    )
  },
}

export const importingWiring: Wiring = { importers: [contactImporter] }
