import { DateTime } from 'luxon'
import { z } from 'zod'
import { asksNotToBeFollowed, clickIdNames, evidenceOf, intakeOf } from '#marketing/tracking'
import {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  publicPage,
} from '#platform/http'
import { firmZone } from '#workspace/members'
import { counterOf } from './following.ts'
import { targetOf } from './store.ts'

const tokenShape = z.object({ token: z.string().regex(/^[1-9]\d{0,8}\.[\w-]{22}$/) })
const longestClickId = 300
const longestAgent = 1000
/** A whole office may come by one address. */
const perMinute = 600

/** Short addresses of tracked links: each leads to the one page that is kept for it, whatever else is asked. */
export const linkRoutes: PublicRoute[] = [{ method: 'GET', path: '/-/l/:token', perMinute, handle: follow }]

/**
 * Sends on, and counts people and programs apart, by the same evidence as on the firm's site; whoever can't be counted is sent
 * on all the same. A look ahead, and asking for the head alone, count as nothing, but say what comes after them.
 */
async function follow(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const asked = tokenShape.safeParse(request.params)
  if (!asked.success) return gone(reply)
  const [workspace, token] = asked.data.token.split('.') as [string, string]
  const workspaceId = Number(workspace)
  const now = context.clock.now()
  const found = await context.database.tenant({ workspaceId, actor: 'public', now }, async (db) => {
    const target = await targetOf(db, token)
    if (!target) return null
    const zone = await firmZone(db)
    return { ...target, day: DateTime.fromJSDate(now, { zone }).toISODate()! }
  })
  if (!found) return gone(reply)
  const { id: linkId, url, day } = found
  const agent = (request.headers['user-agent'] ?? '').slice(0, longestAgent)
  const intake = intakeOf(context)
  if (request.method === 'HEAD') intake.noteHead(request.ip, agent)
  if (!isLookAhead(request))
    try {
      const visitor = asksNotToBeFollowed(request)
        ? null
        : await intake.dayVisitor(workspaceId, request.ip, agent)
      const evidence = evidenceOf(agent, { askedWithHead: intake.askedWithHead(request.ip, agent) })
      await counterOf(context)(workspaceId, { linkId, day, at: now, visitor, evidence })
    } catch (error) {
      request.log.error({ err: error, workspaceId }, 'who follows a link could not be counted')
    }
  const query = z.record(z.string(), z.unknown()).parse(request.query)
  for (const name of clickIdNames) {
    const value = query[name]
    if (typeof value === 'string') url.searchParams.set(name, value.slice(0, longestClickId))
  }
  return reply.header('x-robots-tag', 'noindex').redirect(url.toString(), 302)
}

const isLookAhead = ({ method, headers }: PublicRequest) =>
  method === 'HEAD' ||
  /prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? headers.purpose ?? ''}`)

const gone = (reply: PublicReply) =>
  reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(
      publicPage(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ title }}</title><body style="font: 16px/1.5 system-ui; margin: 3rem auto; max-width: 36rem; padding: 0 1rem"><h1>{{ title }}</h1><p>{{ text }}</p></body></html>',
        { title: 'This link is not here', text: 'It may have been taken away, or the address is mistyped.' },
      ),
    )
