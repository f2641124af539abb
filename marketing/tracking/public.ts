import {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  publicPage,
} from '#platform/http'
import { asksNotToBeFollowed, evidenceOf } from './evidence.ts'
import { type Hit, hitOf, isOwnSite, keyShape, readTold, type Told } from './hit.ts'
import { intakeOf, type Website } from './intake.ts'
import { meetByLink } from './joining.ts'
import { script } from './script.ts'

/** A whole office behind one address reads pages. */
const hitsAMinute = 1200
const largestHitBytes = 8 * 1024

/** The script for the firm's own site and what it tells. GET and HEAD change nothing. */
export const trackingRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/baton.js', perMinute: 1200, handle: serveScript },
  {
    method: 'POST',
    path: '/-/hit/:key',
    perMinute: hitsAMinute,
    bodyLimit: largestHitBytes,
    handle: takeHit,
  },
  { method: 'OPTIONS', path: '/-/hit/:key', perMinute: hitsAMinute, handle: allow },
  { method: 'GET', path: '/-/pot/:key', handle: pot },
]

const agentOf = (request: PublicRequest) => (request.headers['user-agent'] ?? '').slice(0, 1000)
const longForS = 365 * 86_400
const shortForS = 3600

/** Under its version the script never changes, so it is kept for a year; under another one for an hour. */
async function serveScript(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  if (request.method === 'HEAD') intakeOf(context).noteHead(request.ip, agentOf(request))
  const { text, version } = await script()
  const asked = (request.query as { v?: unknown }).v
  return reply
    .header(
      'cache-control',
      asked === version ? `public, max-age=${longForS}, immutable` : `public, max-age=${shortForS}`,
    )
    .header('cross-origin-resource-policy', 'cross-origin')
    .type('text/javascript; charset=utf-8')
    .send(text)
}

/** The firm whose key it is and whose site asks; null: not one of its sites, or switched off. */
async function welcome(context: PublicContext, request: PublicRequest) {
  const key = keyShape.safeParse((request.params as { key?: unknown }).key)
  const { origin } = request.headers
  if (!key.success || !origin) return null
  const website = await intakeOf(context).website(key.data)
  const isOurs = origin === context.publicUrl || (website && isOwnSite(origin, website.sites))
  return website && isOurs ? { website, origin } : null
}

const refuse = (reply: PublicReply) =>
  reply.code(403).type('application/problem+json').send({
    type: 'about:blank',
    title: 'This site is not listed, or nothing is collected. See Settings → Website.',
    status: 403,
    code: 'not_a_site',
  })

const busy = (reply: PublicReply) =>
  reply
    .code(503)
    .header('retry-after', '1')
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'Too much at once. Nothing was saved.', status: 503, code: 'busy' })

async function allow(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const from = await welcome(context, request)
  if (!from) return refuse(reply)
  return reply
    .code(204)
    .headers({
      ...shared(from.origin),
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    })
    .send()
}

const shared = (origin: string) => ({
  'access-control-allow-origin': origin,
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'origin',
})

/** One hit: into the array, and answered when the transaction that has it is committed. */
async function takeHit(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const from = await welcome(context, request)
  if (!from) return refuse(reply)
  reply.headers(shared(from.origin))
  // The script says nothing then; who sends nevertheless is not listened to.
  if (asksNotToBeFollowed(request)) return reply.code(204).send()
  const told = readTold(request.body)
  const hit = told && (await judged(context, request, told, from))
  if (!told || !hit) return reply.code(400).send({ title: 'Not what the script sends.', status: 400 })
  const taken = intakeOf(context).take(hit)
  if (!taken) return busy(reply)
  try {
    await taken
  } catch (error) {
    request.log.error({ err: error }, 'hits could not be saved')
    return busy(reply)
  }
  if (told.i && told.l && !hit.evidence)
    try {
      await meet(context, from.website, told.i, told.l)
    } catch (error) {
      // The hit is saved: told otherwise, the script would send it a second time.
      request.log.error({ err: error }, 'a browser could not be joined by its link')
    }
  return reply.code(204).send()
}

/** The hit with what its request says of who sent it. The page of the trap is ours; no other page of ours tells. */
async function judged(
  context: PublicContext,
  request: PublicRequest,
  told: Told,
  { website, origin }: { website: Website; origin: string },
): Promise<Hit | null> {
  if ((origin === context.publicUrl) !== (told.e === 'pot')) return null
  const [agent, intake] = [agentOf(request), intakeOf(context)]
  const { workspaceId, sites } = website
  const from = { origin, workspaceId, agent, sites, at: context.clock.now() }
  const driven = told.w === 1
  const evidence = (askedWithHead: boolean) =>
    told.e === 'pot' ? null : evidenceOf(agent, { askedWithHead, driven })
  // An address and a browser's name may be a whole office: who has an id of their own is not held for its program.
  if (told.i) return hitOf(told, { ...from, visitor: `web:${told.i}`, evidence: evidence(false) })
  const { ip } = request
  const visitor = await intake.dayVisitor(workspaceId, ip, agent)
  return hitOf(told, { ...from, visitor, evidence: evidence(intake.askedWithHead(ip, agent)) })
}

async function meet(context: PublicContext, { workspaceId }: Website, visitorId: string, token: string) {
  const now = context.clock.now()
  await context.database.tenant(
    {
      workspaceId,
      actor: 'public',
      now,
      operation: { kind: 'tracking.meet', label: 'Known by a personal link' },
    },
    (db) => meetByLink(db, { token, visitorId }, now),
  )
}

const potPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex,nofollow">
<title>Nothing here</title></head><body><p>Nothing is here for people.</p>
<script src="/-/baton.js" data-key="{{ key }}" data-pot="1"></script></body></html>`

/** Where a link leads that people do not see. Showing it changes nothing; its script tells who runs it. */
async function pot(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const key = keyShape.safeParse((request.params as { key?: unknown }).key)
  const website = key.success ? await intakeOf(context).website(key.data) : null
  return reply
    .code(website ? 200 : 404)
    .header('x-robots-tag', 'noindex, nofollow')
    .type('text/html; charset=utf-8')
    .send(publicPage(potPage, { key: website ? key.data : '' }))
}
