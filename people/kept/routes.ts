import { implement } from '@orpc/server'
import { findContact } from '#people/contacts'
import { type Entry, guard, refuseWhoSeesAPart } from '#platform/http'
import { keptContract } from './contract.ts'
import { reportOn } from './report.ts'

const os = implement(keptContract).$context<Entry>().use(guard)
const seesAll = 'This says all that is kept of a person, so it needs somebody who sees all people.'

export const kept = os.router({
  report: os.report.handler(async ({ context: { db, now, actor, registry }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const { id: contactId } = await findContact(db, input.contactId)
    const { rows: _, ...report } = await reportOn(
      db,
      { workspaceId: actor.workspaceId, contactId },
      { registry, now },
    )
    return report
  }),
  file: os.file.handler(async ({ context: { db, now, actor, registry }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const { id: contactId } = await findContact(db, input.contactId)
    const {
      rows,
      tables: _,
      ...report
    } = await reportOn(db, { workspaceId: actor.workspaceId, contactId }, { registry, now })
    const tables = Object.fromEntries(
      rows.map(({ table, means, rows: all }) => [table, { means, rows: all }]),
    )
    const text = JSON.stringify({ ...report, tables }, null, 2)
    return new File([text], `kept-${now.toISOString().slice(0, 10)}.json`, { type: 'application/json' })
  }),
})
