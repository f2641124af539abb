import { implement } from '@orpc/server'
import { isUniqueViolation } from '#platform/db'
import { conflict, type Entry, guard, notFound, refuseWhoSeesAPart } from '#platform/http'
import { arrivalOf, confirmArrival } from '#platform/installation'
import { movingContract } from './contract.ts'
import { addExport, dropFiles, findExport, letGo, listExports, makeToken, seesAll } from './store.ts'

const os = implement(movingContract).$context<Entry>().use(guard)

const busy = 'All data of the firm is being exported already. Wait until it is done, or stop it.'
const isSample = 'This is a sample firm: it is made anew elsewhere, not taken there.'

export const moving = os.router({
  list: os.list.handler(async ({ context: { db } }) => ({ rows: await listExports(db) })),
  begin: os.begin.handler(async ({ context: { db, actor, now, dataFolder, after, operationId } }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const { sample } = await db.selectFrom('workspace').select('sample').executeTakeFirstOrThrow()
    if (sample) throw conflict('sample', isSample)
    const before = (await listExports(db)).filter(({ state }) => state === 'ready').map(({ id }) => id)
    const old = before.length > 0 ? await letGo(db, before) : []
    after(() => dropFiles(dataFolder, actor.workspaceId, old))
    const id = await addExport(db, actor.memberId, now).catch((error: unknown) => {
      throw isUniqueViolation(error) ? conflict('export_runs', busy) : error
    })
    return { id, operationId }
  }),
  link: os.link.handler(async ({ context: { db, actor, now, adminUrl, operationId }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const it = await findExport(db, input.id)
    if (!it) throw notFound('no_export', 'This export is not there.')
    if (it.state !== 'ready') throw conflict('no_file', 'There is no file of it, or not any more.')
    const { token, until } = await makeToken(db, it.id, now)
    return { url: `${adminUrl}/firm-export/${actor.workspaceId}.${token}`, until, operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, actor, dataFolder, after, operationId }, input }) => {
    const gone = await letGo(db, [input.id])
    if (gone.length === 0) throw notFound('no_export', 'There is no file of it, or not any more.')
    after(() => dropFiles(dataFolder, actor.workspaceId, gone))
    return { operationId }
  }),
  arrival: os.arrival.handler(async ({ context: { db } }) => ({ arrival: await arrivalOf(db) })),
  confirm: os.confirm.handler(async ({ context: { db, now, operationId } }) => {
    if (!(await confirmArrival(db, now)))
      throw conflict('nothing_to_confirm', 'This firm was confirmed already, or never came from a file.')
    return { operationId }
  }),
})
