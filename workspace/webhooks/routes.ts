import { isIP } from 'node:net'
import { implement } from '@orpc/server'
import { isPublicAddress } from '#platform/egress'
import { conflict, type Entry, guard, invalid, notFound, refuseWhoSeesAPart } from '#platform/http'
import type { Registry } from '#platform/registry'
import { seal } from '#platform/sealing'
import { webhooksContract } from './contract.ts'
import { addTest, messageOf, messagesOf, sendAgain, sendFailedAgain } from './log.ts'
import { makeSecret } from './signing.ts'
import {
  addEndpoint,
  changeEndpoint,
  endpoints,
  findEndpoint,
  forgive,
  renewSecret,
  sealedFor,
} from './store.ts'

/** Of an installation: more would make each change write more than it is. */
const mostEndpoints = 20
/** So long receivers may take until they know the new secret. */
const bothSecretsMs = 86_400_000

/** What is told is of the whole firm. */
const os = implement(webhooksContract)
  .$context<Entry>()
  .use(guard)
  .use(({ context, next }) => {
    refuseWhoSeesAPart(
      context.actor,
      'Webhooks tell of the whole firm, and you see a part of it. Ask an owner who sees all.',
    )
    return next()
  })

export const webhooks = os.router({
  list: os.list.handler(async ({ context: { db, now } }) => ({ rows: await endpoints(db, now) })),
  events: os.events.handler(({ context: { registry } }) => ({ rows: eventsOf(registry) })),
  get: os.get.handler(({ context: { db, now }, input }) => findEndpoint(db, input.id, now)),
  create: os.create.handler(async ({ context, input }) => {
    const { db, now, actor, secret: ofInstallation, trustedHosts, registry, operationId } = context
    refuseAddress(input.url, trustedHosts)
    refuseUnknown(input.events, registry)
    if ((await endpoints(db, now)).length >= mostEndpoints)
      throw conflict('too_many', `There are ${mostEndpoints} webhooks already. Remove one first.`)
    const secret = makeSecret()
    const sealed = seal(ofInstallation, sealedFor(actor.workspaceId), secret)
    return { id: await addEndpoint(db, { ...input, sealed }, now), secret, operationId }
  }),
  update: os.update.handler(async ({ context, input: { id, isOn, ...values } }) => {
    const { db, now, trustedHosts, registry, operationId } = context
    await findEndpoint(db, id, now)
    if (values.url !== undefined) refuseAddress(values.url, trustedHosts)
    if (values.events) refuseUnknown(values.events, registry)
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
    await changeEndpoint(db, id, {
      ...given,
      ...(isOn !== undefined && { is_on: isOn, off_because: null }),
    })
    if (isOn) await forgive(db, id)
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    await findEndpoint(db, input.id, now)
    await changeEndpoint(db, input.id, { deleted_at: now })
    return { operationId }
  }),
  rotate: os.rotate.handler(async ({ context, input: { id } }) => {
    const { db, now, actor, secret: ofInstallation, operationId } = context
    await findEndpoint(db, id, now)
    const secret = makeSecret()
    const sealed = seal(ofInstallation, sealedFor(actor.workspaceId), secret)
    await renewSecret(db, id, { sealed, oldUntil: new Date(now.getTime() + bothSecretsMs) }, now)
    return { id, secret, operationId }
  }),
  test: os.test.handler(async ({ context: { db, now, operationId }, input }) => {
    refuseOff(await findEndpoint(db, input.id, now))
    return { messageId: await addTest(db, input.id, now), operationId }
  }),
  messages: os.messages.handler(async ({ context: { db }, input: { id, state, cursor, limit } }) => {
    const rows = await messagesOf(db, { endpointId: id, state, before: cursor ?? null, limit: limit + 1 })
    const more = rows.length > limit
    const shown = more ? rows.slice(0, limit) : rows
    return { rows: shown, next: more ? shown.at(-1)!.id : null }
  }),
  message: os.message.handler(async ({ context: { db }, input }) => {
    const found = await messageOf(db, input.id, input.messageId)
    if (!found) throw noMessage()
    return found
  }),
  replay: os.replay.handler(async ({ context: { db, now, operationId }, input: { id, messageId } }) => {
    refuseOff(await findEndpoint(db, id, now))
    if (!(await messageOf(db, id, messageId))) throw noMessage()
    if (!(await sendAgain(db, id, messageId, now)))
      throw conflict('on_its_way', 'This one is on its way already.')
    return { operationId }
  }),
  replayFailed: os.replayFailed.handler(
    async ({ context: { db, now, operationId }, input: { id, since } }) => {
      refuseOff(await findEndpoint(db, id, now))
      return { count: await sendFailedAgain(db, id, since, now), operationId }
    },
  ),
})

const eventsOf = ({ told }: Registry) => told.flatMap(({ events }) => events)

const noMessage = () =>
  notFound('no_message', 'This message is not in the log any more: it is kept for 30 days.')

function refuseOff({ isOn }: { isOn: boolean }): void {
  if (!isOn) throw conflict('switched_off', 'This webhook is switched off. Switch it on first.')
}

function refuseUnknown(events: readonly string[], registry: Registry): void {
  const known = new Set(eventsOf(registry).map(({ type }) => type))
  const strangers = events.filter((type) => !known.has(type))
  if (strangers.length > 0)
    throw invalid('unknown_event', `There is no event ${strangers.join(', ')}.`, {
      fields: { events: 'Choose from the list' },
    })
}

/** What the address itself says; a name that leads to a private address is refused when it is called. */
function refuseAddress(address: string, trustedHosts: readonly string[]): void {
  const refused = (message: string, field: string) =>
    invalid('bad_address', message, { fields: { url: field } })
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw refused(
      'The address must begin with https:// and carry no name or password.',
      'An address, as https://example.com/hooks',
    )
  if (trustedHosts.includes(url.hostname)) return
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) ? !isPublicAddress(host) : /(^|\.)localhost$/.test(host))
    throw refused('This is not an address of the public internet.', 'Private addresses are not called')
  if (url.protocol !== 'https:')
    throw refused('Without encryption others could read it on the way.', 'Must begin with https://')
}
