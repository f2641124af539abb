import { z } from 'zod'
import type { Db } from '#platform/db'
import {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  publicPage,
} from '#platform/http'
import { setWay } from './preferences.ts'
import { seeAnswerToken, useAnswerToken as spendToken, workspaceOfToken } from './tokens.ts'

const params = z.object({ token: z.string().max(200) })

/** Ending one kind of notice from its mail: GET shows, POST acts, so that a scanner which opens links ends nothing. */
export const muteRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/mute/:token', handle: show },
  { method: 'POST', path: '/-/mute/:token', perMinute: 20, bodyless: true, handle: act },
]

const template = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{{ title }}</title>
<style>:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#f6f6f4,#161514);color:light-dark(#1c1b19,#eeece8)}
main{max-width:32rem;margin:0 auto;padding:48px 20px}h1{font-size:22px;margin:0 0 12px}a{color:inherit}
button{font:inherit;margin:12px 0 20px;padding:12px 20px;border:0;border-radius:8px;background:light-dark(#1c1b19,#eeece8);color:light-dark(#fff,#161514)}</style></head>
<body><main><h1>{{ title }}</h1><p>{{ text }}</p>{% if ask %}<form method="post"><button>No more mails like this</button></form>{% endif %}
<p><a href="{{ open }}">Choose what you hear of</a></p></main></body></html>`

async function show(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  const now = context.clock.now()
  const state = await inside(context, token, null, (db) => seeAnswerToken(db, token, now))
  if (state?.state === 'good' && state.purpose === 'mute')
    return say(context, reply, 200, {
      title: 'Stop these mails?',
      text: 'You still see such notices in Baton.',
      ask: true,
    })
  if (state?.state === 'used' && state.purpose === 'mute') return stopped(context, reply)
  return unknown(context, reply)
}

async function act(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  const now = context.clock.now()
  const operation = { kind: 'notices.mute', label: 'Notices by mail stopped' }
  const done = await inside(context, token, operation, async (db) => {
    const seen = await seeAnswerToken(db, token, now)
    if (seen.state === 'unknown' || seen.purpose !== 'mute') return false
    if (seen.state !== 'good') return seen.state === 'used'
    const spent = await spendToken(db, token, now)
    if (spent.state === 'unknown') return false
    const notice = await db
      .selectFrom('notice')
      .select('kind')
      .where('id', '=', spent.recordId)
      .executeTakeFirst()
    if (notice) await setWay(db, { memberId: spent.memberId, kind: notice.kind, byMail: false }, now)
    return notice !== undefined
  })
  return done ? stopped(context, reply) : unknown(context, reply)
}

const stopped = (context: PublicContext, reply: PublicReply) =>
  say(context, reply, 200, { title: 'Stopped', text: 'No more mails of this kind come to you.' })

const unknown = (context: PublicContext, reply: PublicReply) =>
  say(context, reply, 404, { title: 'Not known', text: 'This link is not known, or is too old.' })

function say(context: PublicContext, reply: PublicReply, status: number, values: object) {
  const open = `${context.adminUrl}/notices/preferences`
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(publicPage(template, { open, ...values }))
}

/** In the workspace that the token names; null when it is no token of ours. */
async function inside<T>(
  { database, clock }: PublicContext,
  token: string,
  operation: { kind: string; label: string } | null,
  fn: (db: Db) => Promise<T>,
): Promise<T | null> {
  const workspaceId = workspaceOfToken(token)
  if (workspaceId === null) return null
  return database.tenant(
    { workspaceId, actor: 'mail', now: clock.now(), ...(operation && { operation }) },
    fn,
  )
}
