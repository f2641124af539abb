import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { confirmInstallation, silenceOf } from '#platform/installation'
import { installingContract } from './contract.ts'

const os = implement(installingContract).$context<Entry>().use(guard)

export const installing = os.router({
  get: os.get.handler(async ({ context: { db } }) => silenceOf(db)),
  confirm: os.confirm.handler(async ({ context: { database, dataFolder, after, operationId } }) => {
    after(() => confirmInstallation(database, dataFolder))
    return { operationId }
  }),
})
