import { createReadStream } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '#platform/clock'
import { type Database, withCommit } from '#platform/db'
import { type Actor, notFound, refuseWhoSeesAPart, refuseWithout, who } from '#platform/http'
import { fetched, pathOf, seesAll } from './store.ts'

type Parts = {
  database: Database
  clock: Clock
  dataFolder: string
  identify: (headers: Headers) => Promise<Actor>
}

const noLink = () =>
  notFound(
    'no_link',
    'This link is not valid any more. Make a new one under Settings → All data of the firm.',
  )

/**
 * Serves the file of a firm by its link, as long as that holds: to whoever is signed in, or asks with a key, and may export
 * that firm. A browser follows the link and saves the file, however long it is.
 */
export function mountFirmFiles(app: FastifyInstance, { database, clock, dataFolder, identify }: Parts): void {
  app.get<{ Params: { token: string } }>('/firm-export/:token', async (request, reply) => {
    const [workspace = '', token = ''] = request.params.token.split('.')
    const workspaceId = Number(workspace)
    if (!/^[1-9]\d{0,8}$/.test(workspace) || token.length < 40) throw noLink()
    const { authorization, cookie } = request.headers
    const actor = await identify(
      new Headers({
        'baton-workspace': workspace,
        ...(cookie && { cookie }),
        ...(authorization && { authorization }),
      }),
    )
    if (actor.workspaceId !== workspaceId) throw noLink()
    refuseWithout(actor, 'firm.export')
    refuseWhoSeesAPart(actor, seesAll)
    const now = clock.now()
    const found = await database.tenant(
      {
        ...{ workspaceId, actor: who(actor), now },
        operation: { kind: 'moving.fetch', label: 'File with all data of the firm fetched' },
      },
      async (db) => {
        const it = await fetched(db, token, now)
        if (it) withCommit(db, 'note_operation()')
        return it
      },
    )
    if (!found) throw noLink()
    return reply
      .header('content-type', 'application/zip')
      .header('content-length', found.bytes ?? 0)
      .header(
        'content-disposition',
        `attachment; filename="firm-${found.askedAt.toISOString().slice(0, 10)}.zip"`,
      )
      .header('cache-control', 'no-store')
      .send(createReadStream(pathOf(dataFolder, workspaceId, found.id)))
  })
}
