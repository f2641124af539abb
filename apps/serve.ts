import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { who as actorName, buildAdmin, buildPublic, type Listener, listen, mountStream } from '#platform/http'
import { createAuth, mountAuth } from '#workspace/auth'
import { seeingForAbsent } from '#workspace/calendars'
import { fieldsOf } from '#workspace/fields'
import { identify, signedIn } from '#workspace/members'
import { mountFirmFiles } from '#workspace/moving'
import type { House } from './house.ts'
import { mountOperations } from './operations.ts'
import { mountReference } from './reference.ts'
import { router } from './router.ts'
import { wiring } from './wiring.ts'

const webFolder = path.resolve(import.meta.dirname, '../dist/web')

export type Served = {
  admin: FastifyInstance
  public: FastifyInstance
  listener: Listener
  close(): Promise<void>
}

/** Both origins of a house, ready to listen (or to be asked directly, in tests). */
export async function serve(house: House): Promise<Served> {
  const { config, clock, log, metrics, database, secret } = house
  const auth = createAuth({
    database,
    secret,
    adminUrl: config.adminUrl,
    clock,
    onError: (error) => log.error({ err: error }, 'sign-in'),
  })
  const who = async (headers: Headers) =>
    seeingForAbsent(database, await identify(database, auth, headers, clock), clock.now())
  const listener = await listen(database, (error) => log.warn({ err: error }, 'listening was interrupted'))
  const options = {
    router,
    adminUrl: config.adminUrl,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    log,
    metrics,
    now: clock.now,
    perMinute: 1200,
    entry: (headers: Headers) => ({
      database,
      clock,
      adminUrl: config.adminUrl,
      publicUrl: config.publicUrl,
      dataFolder: config.dataFolder,
      mailFrom: config.mailFrom,
      sendsMail: config.smtpUrl !== undefined,
      trustedHosts: config.trustedHosts,
      secret,
      registry: wiring,
      identify: () => who(headers),
      user: () => signedIn(auth, headers),
    }),
  }
  const admin = await buildAdmin(options)
  mountAuth(admin, auth, config.adminUrl)
  mountStream(admin, listener, who, config.adminUrl)
  mountReference(admin, config.adminUrl, {
    identify: who,
    fieldsOf: (actor) =>
      database.tenant({ workspaceId: actor.workspaceId, actor: actorName(actor), now: clock.now() }, (db) =>
        fieldsOf(db),
      ),
  })
  mountOperations(admin, house, who)
  mountFirmFiles(admin, { database, clock, dataFolder: config.dataFolder, identify: who })
  await admin.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, file) => {
      if (file.includes('/assets/')) reply.header('cache-control', 'public, max-age=31536000, immutable')
    },
  })
  admin.get('/*', async (request, reply) =>
    // A part of a former build is gone: the page in its place would be run, and kept, as one.
    request.url.startsWith('/assets/') ? reply.callNotFound() : reply.sendFile('index.html'),
  )
  const pages = await buildPublic({
    ...options,
    routes: wiring.public,
    context: {
      ...{ database, clock, secret, registry: wiring },
      ...{ adminUrl: config.adminUrl, publicUrl: config.publicUrl },
    },
  })
  pages.get('/healthz', async () => ({ ok: true }))
  return {
    admin,
    public: pages,
    listener,
    close: async () => {
      await Promise.all([admin.close(), pages.close()])
      await listener.close()
    },
  }
}
