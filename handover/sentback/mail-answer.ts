import { z } from 'zod'
import { ownReasonLabels } from '#handover/handovers'
import { reasonLabel } from '#handover/handovers/contract'
import type { Db } from '#platform/db'
import {
  type Actor,
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  Refusal,
} from '#platform/http'
import { firmZone, ROLES } from '#workspace/members'
import { seeAnswerToken, type TokenState, useAnswerToken, workspaceOfToken } from '#workspace/notices'
import { answerSendBack } from './acts.ts'
import { mailPage } from './mail-page.ts'
import { findSendBack } from './store.ts'

const params = z.object({ token: z.string().max(200) })
const body = z.object({
  answer: z.enum(['agreed', 'contested', 'nurture']),
  text: z.string().max(2000).default(''),
  until: z.union([z.iso.date(), z.literal('')]).default(''),
})
const words = {
  used: 'This link was used already.',
  expired: 'This link is too old to answer with. Open it in Baton.',
  unknown: 'This link is not known. Open Baton to answer.',
} as const
const done = {
  agreed: 'You agree with the send-back.',
  contested: 'A manager decides now.',
  nurture: 'They are nurtured, and come back on their day.',
} as const
type Shown = { status: number; html: string }

/** Answering a send-back from the mail: GET shows, POST acts; the token is of one member, for one send-back, and works once. */
export const sendBackRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/send-back/:token', handle: show },
  { method: 'POST', path: '/-/send-back/:token', perMinute: 20, handle: act },
]

async function show(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  return send(reply, await inFirm(context, token, null, (db) => view(context, db, token)))
}

async function act(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  const form = request.body instanceof URLSearchParams ? Object.fromEntries(request.body) : {}
  const given = body.safeParse(form)
  const again = (error: string) => inFirm(context, token, null, (db) => view(context, db, token, error))
  if (!given.success) return send(reply, await again('Choose what to do.'))
  const now = context.clock.now()
  try {
    const seen = await inFirm(context, token, null, async (db) => seeAnswerToken(db, token, now))
    const memberId = 'state' in seen && seen.state === 'good' ? seen.memberId : null
    const shown = await inFirm(context, token, memberId, async (db) => {
      const state = await useAnswerToken(db, token, now)
      const actor = await actorOf(db, token, state)
      if (state.state !== 'good' || !actor) return view(context, db, token)
      const { answer, text, until } = given.data
      const it = { db, now, actor, kinds: [] }
      await answerSendBack(it, state.recordId, { answer, text: text.trim() || null, until: until || null })
      const open = linkTo(context, state.recordId)
      return { status: 200, html: mailPage({ title: 'Written down', message: done[answer], open }) }
    })
    return send(reply, 'html' in shown ? shown : await again(words.unknown))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return send(reply, await again(error.message))
  }
}

const send = (reply: PublicReply, shown: Shown | TokenState) =>
  'html' in shown
    ? reply.code(shown.status).type('text/html; charset=utf-8').send(shown.html)
    : reply.code(404).send()
const linkTo = ({ adminUrl }: PublicContext, id: string) => `${adminUrl}/handovers/sent-back?open=${id}`

async function view(context: PublicContext, db: Db, token: string, error?: string): Promise<Shown> {
  const state = await seeAnswerToken(db, token, context.clock.now())
  const home = `${context.adminUrl}/handovers/sent-back`
  if (state.state === 'unknown' || state.purpose !== 'send_back')
    return { status: 404, html: mailPage({ title: 'Not known', message: words.unknown, open: home }) }
  const open = linkTo(context, state.recordId)
  if (state.state !== 'good')
    return { status: 410, html: mailPage({ title: 'Answered', message: words[state.state], open }) }
  const actor = await actorOf(db, token, state)
  if (!actor)
    return {
      status: 403,
      html: mailPage({ title: 'Not allowed', message: 'You may not answer for marketing any more.', open }),
    }
  const row = await findSendBack(db, actor, state.recordId)
  if (row.state !== 'open')
    return {
      status: 409,
      html: mailPage({ title: 'Too late', message: 'This send-back was answered already.', open }),
    }
  const zone = await firmZone(db)
  const due = row.dueAt?.toLocaleString('en', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })
  const from = [row.seller?.name, row.productLine, row.campaign ?? row.channel, row.form]
  return {
    status: error ? 422 : 200,
    html: mailPage({
      title: `${row.name} was sent back`,
      open,
      ...(error && { error }),
      card: {
        reason: reasonLabel(row.reason, await ownReasonLabels(db)),
        evidence: row.evidence,
        note: row.note,
        from: from.filter(Boolean).join(' · '),
        due: due ? `Answer by ${due}; after that it counts as agreed.` : null,
      },
    }),
  }
}

/** Who answers, with the permissions of their role today; the token is of this one member and this one send-back. */
async function actorOf(db: Db, token: string, state: TokenState): Promise<Actor | null> {
  if (state.state === 'unknown' || state.purpose !== 'send_back') return null
  const { memberId } = state
  const member = await db
    .selectFrom('member')
    .select(['name', 'role', 'status'])
    .where('id', '=', memberId)
    .executeTakeFirst()
  const permissions = new Set<string>(member ? ROLES[member.role] : [])
  if (member?.status !== 'active' || !permissions.has('feedback.answer')) return null
  const { name, role } = member
  return {
    kind: 'member',
    workspaceId: workspaceOfToken(token)!,
    memberId,
    name,
    role,
    permissions,
    solo: false,
  }
}

/** A token that names no workspace of ours is unknown, as is any other. */
async function inFirm<T extends Shown | TokenState>(
  context: PublicContext,
  token: string,
  memberId: string | null,
  fn: (db: Db) => Promise<T>,
): Promise<T | Shown> {
  const workspaceId = workspaceOfToken(token)
  const open = `${context.adminUrl}/handovers/sent-back`
  if (!workspaceId)
    return { status: 404, html: mailPage({ title: 'Not known', message: words.unknown, open }) }
  const operation = { kind: 'sendBacks.answer', label: 'Answered by mail' }
  const actor = memberId ? `member:${memberId}` : 'public'
  const now = context.clock.now()
  return context.database.tenant({ workspaceId, actor, now, ...(memberId && { operation }) }, fn)
}
