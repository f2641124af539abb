import { os } from '@orpc/server'
import { type Clock, uuidv7 } from '#platform/clock'
import { type Database, type Db, isUniqueViolation, withCommit } from '#platform/db'
import type { Registry } from '#platform/registry'
import { claimKey, keepAnswer, sealerOf } from './answers.ts'
import type { EndpointMeta } from './contract.ts'
import { conflict, forbidden } from './refusals.ts'
import { topicChanged } from './topics.ts'

/** Who acts: a signed-in member, or a key on a member's behalf. */
export type Actor = {
  kind: 'member' | 'key' | 'engine'
  workspaceId: number
  memberId: string
  name: string
  role: string
  permissions: ReadonlySet<string>
  /** Whose records are seen; absent means all. */
  reach?: { members: string[]; unowned: boolean }
  /** One member wears both hats. */
  solo: boolean
  /** By which key a program asks. */
  keyId?: string
}

/** Who acts, as the change log and histories name them. */
export const who = ({ kind, memberId }: Pick<Actor, 'kind' | 'memberId'>): string => `${kind}:${memberId}`

/** Refuses whoever sees a part of the records what speaks of all of them. */
export function refuseWhoSeesAPart({ reach }: Pick<Actor, 'reach'>, message: string): void {
  if (reach) throw forbidden('sees_a_part', message)
}

/** What the server knows of a request before anything is decided. */
export type Entry = {
  database: Database
  clock: Clock
  headers: Headers
  ip: string
  requestId: string
  /** Addresses under which this installation is reached. */
  adminUrl: string
  publicUrl: string
  dataFolder: string
  /** The sender of mail unless a firm has its own, and whether a mail server is set up. */
  mailFrom: string
  sendsMail: boolean
  /** Hosts that may be private, because whoever runs this installation named them. */
  trustedHosts: readonly string[]
  /** The installation's secret: for keyed hashes and signatures, never shown. */
  secret: string
  /** What the slices offer to each other. */
  registry: Registry
  /** Finds out who asks; refuses the unknown. Opens its own transactions, so it runs before ours. */
  identify: () => Promise<Actor>
  /** The signed-in person, whatever firm; null for nobody or a key. */
  user: () => Promise<{
    id: string
    name: string
    email: string
    twoFactor: boolean
    /** This very browser's sign-in. */
    sessionId: string
  } | null>
  log: { info(fields: object, text: string): void; error(fields: object, text: string): void }
  /** Told which endpoint answers, by name and by the pattern of its path: for the log and the metrics. */
  answeredBy: (path: readonly string[], pattern: string) => void
}

/** What a handler works with: its transaction, the time of the act, who acts. */
export type Inside = {
  db: Db
  now: Date
  actor: Actor
  operationId: string | null
  /** Runs after the commit, outside the transaction; its failure is logged and changes no answer. */
  after: (fn: () => Promise<void>) => void
}

const system = os.$context<Entry>().$meta<EndpointMeta>({ may: '' })

/**
 * The one way into a workspace: permission, tenant transaction, operation for the change log, repeated requests,
 * topics. Reads the endpoint's meta, so an endpoint without a permission can't be written.
 */
export const guard = system.middleware(async ({ context, next, procedure, path }, input, output) => {
  const { meta, route } = procedure['~orpc']
  context.answeredBy(path, route.path ?? '')
  const actor = await context.identify()
  const needed = [meta.may, ...(meta.also ? [meta.also] : [])]
  for (const permission of needed) refuseWithout(actor, permission)
  const changes = route.method !== 'GET'
  const now = context.clock.now()
  const operationId = changes ? uuidv7(now) : null
  const afters: (() => Promise<void>)[] = []
  const idempotencyKey = changes ? context.headers.get('idempotency-key') : null
  const sealer = sealerOf(context.secret, actor.workspaceId)
  const inside = (db: Db): Inside => ({ db, now, actor, operationId, after: (fn) => afters.push(fn) })
  const result = await context.database.tenant(
    {
      workspaceId: actor.workspaceId,
      actor: who(actor),
      now,
      ...(operationId && { operation: { id: operationId, kind: path.join('.'), label: meta.label ?? '' } }),
      ...(actor.reach && { reach: actor.reach }),
    },
    async (db) => {
      const run = () => next({ context: inside(db) })
      const repeated = idempotencyKey
        ? await claimKey(db, who(actor), idempotencyKey, [path, input], now, sealer)
        : null
      // The kept answer takes the place of the handler's; its type is that of the handler, which alone could have written it.
      if (repeated) return output(repeated.response) as unknown as Awaited<ReturnType<typeof run>>
      const answer = await takenMeanwhile(context, run)
      if (idempotencyKey)
        await keepAnswer(db, who(actor), idempotencyKey, answer.output, meta.secret ? sealer : null)
      if (operationId && tellsOf(answer.output) === operationId) withCommit(db, 'note_operation()')
      if (changes && meta.touches) topicChanged(db, ...meta.touches)
      return answer
    },
  )
  if (result.output instanceof Blob) await refuseIfEnded(context, actor, needed)
  for (const fn of afters) {
    try {
      await fn()
    } catch (error) {
      context.log.error({ err: error }, 'after the commit')
    }
  }
  return result
})

/** The operation that an answer names: whoever is told of one finds it in the log. */
const tellsOf = (answer: unknown): unknown => (answer as { operationId?: unknown } | null)?.operationId

/** Two at once may both find a name free: the database gives it to one, and the other is told instead of shown a fault. */
async function takenMeanwhile<T>({ log }: Entry, run: () => PromiseLike<T> | T): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    log.error({ err: error }, 'a unique key refused what a request had found free')
    throw conflict(
      'same_moment',
      'Somebody saved the same at the same moment. Look at what is there now, and try again.',
    )
  }
}

/** A file takes its time: whose right ended or shrank while it was made is not given it. */
async function refuseIfEnded(context: Entry, then: Actor, needed: string[]): Promise<void> {
  const now = await context.identify()
  const may = needed.every((permission) => now.permissions.has(permission))
  const same = may && JSON.stringify(now.reach) === JSON.stringify(then.reach)
  if (!same)
    throw forbidden('right_ended', 'What you may see changed while the file was made. Ask for it again.')
}

/** For what an endpoint needs only sometimes; what it always needs, its contract says. */
export function refuseWithout(actor: Actor, permission: string): void {
  if (!actor.permissions.has(permission)) throw notPermitted(actor, permission)
}

export const notPermitted = ({ kind, role }: Actor, permission: string) =>
  forbidden(
    'not_permitted',
    kind === 'key'
      ? `This key may not do this: “${permission}” is missing from it, or from the role of whose it is.`
      : `Your role (${role}) does not allow this. An owner can change roles in Settings.`,
  )

/** For the few endpoints that need no sign-in (first account, invitation): no transaction, `may` must be `anyone`. */
export const open = system.middleware(async ({ context, next, procedure, path }) => {
  const { meta, route } = procedure['~orpc']
  context.answeredBy(path, route.path ?? '')
  if (meta.may !== 'anyone') throw new Error('An open endpoint says may: "anyone"')
  return next()
})

/** The engine at work in a workspace, for jobs and the pump. */
export const systemActor = (workspaceId: number): Actor => ({
  kind: 'engine',
  workspaceId,
  memberId: '00000000-0000-0000-0000-000000000000',
  name: 'Baton',
  role: 'engine',
  permissions: new Set(),
  solo: false,
})
