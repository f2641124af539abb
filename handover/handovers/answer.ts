import { z } from 'zod'
import type { Db } from '#platform/db'
import {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  Refusal,
} from '#platform/http'
import { activeMembers, firmZone, memberName, ROLES } from '#workspace/members'
import { seeAnswerToken, type TokenState, useAnswerToken, workspaceOfToken } from '#workspace/notices'
import { acceptHandover, handOnHandover, sendBackHandover } from './acts.ts'
import { answerPage } from './answer-page.ts'
import { cardOf } from './card.ts'
import type { handoversContract } from './contract.ts'
import { openOffer } from './handover.ts'
import { reasonsOffered } from './reasons.ts'
import { type Held, readHandovers } from './record.ts'
import { reasonIn } from './routes.ts'
import { seamInForce } from './setting.ts'

const params = z.object({ token: z.string().max(200) })
/** They need more than one line: a product line, and tries that the card shows. */
const notByMail = ['other_product', 'no_answer']
const body = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept') }),
  z.object({
    action: z.literal('hand_on'),
    memberId: z.uuid(),
    note: z.string().max(2000).default(''),
  }),
  z.object({
    action: z.literal('send_back'),
    reason: z
      .string()
      .max(60)
      .regex(/^[a-z0-9_]+$/)
      .refine((code) => !notByMail.includes(code)),
    evidence: z.string().max(500).default(''),
    date: z.union([z.iso.date(), z.literal('')]).optional(),
    note: z.string().max(2000).default(''),
  }),
])

type Act = { act: keyof typeof handoversContract; label: string }
/** As from the card: what the log names, and whoever takes it back asks for, is the act itself. */
const acts: Record<z.infer<typeof body>['action'], Act> = {
  accept: { act: 'accept', label: 'Lead accepted by mail' },
  hand_on: { act: 'handOn', label: 'Lead handed on by mail' },
  send_back: { act: 'sendBack', label: 'Lead sent back by mail' },
}

const unknown = 'This link is not known. Open the lead in Baton.'
const words: Record<Exclude<TokenState['state'], 'good'>, string> = {
  used: 'This link was used already.',
  expired: 'This link is too old to answer with. Open the lead in Baton.',
  unknown,
}

/** Answering from a mail: GET shows, POST acts; the token is of one member, for one offer, and works once. */
export const answerRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/answer/:token', handle: show },
  { method: 'POST', path: '/-/answer/:token', perMinute: 20, handle: act },
]

const send = (reply: PublicReply, status: number, html: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(html)

async function show(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  const { status, html } = await inWorkspace(context, token, null, async (db) => {
    const state = await seeAnswerToken(db, token, context.clock.now())
    return view(context, db, { token, state })
  })
  return send(reply, status, html)
}

type Shown = { status: number; html: string }

async function view(
  context: PublicContext,
  db: Db,
  { token, state }: { token: string; state: TokenState },
  error?: string,
): Promise<Shown> {
  const open = `${context.adminUrl}/handovers`
  if (state.state === 'unknown')
    return { status: 404, html: answerPage({ title: 'Not known', message: unknown, open }) }
  const found = await offerOf(db, state.recordId)
  if (!found) return { status: 404, html: answerPage({ title: 'Not known', message: unknown, open }) }
  const { held, offerId } = found
  const link = `${open}/${held.row.id}`
  if (state.state !== 'good')
    return { status: 410, html: answerPage({ title: 'Answered', message: words[state.state], open: link }) }
  const current = held.offers.find((offer) => offer.state === 'open')
  if (!openOffer(held.handover) || current?.id !== offerId)
    return {
      status: 409,
      html: answerPage({ title: 'Too late', message: await whoHas(db, held), open: link }),
    }
  const caller = await callerOf(context, db, token, state.memberId)
  if (!caller)
    return {
      status: 403,
      html: answerPage({ title: 'Not allowed', message: 'You may not answer leads any more.', open: link }),
    }
  const card = await cardOf(caller, held)
  const due = current.answer_due_at
  const frozen = current.frozen as { calendar?: { zone?: string } }
  return {
    status: error ? 422 : 200,
    html: answerPage({
      title: [card.title, card.company === card.title ? null : card.company].filter(Boolean).join(', '),
      open: link,
      ...(error && { error }),
      card: {
        first: card.first,
        words: card.words,
        reasons: card.reasons.map((reason) => reason.text),
        who: [card.who.jobTitle, card.who.phone, card.who.email, card.who.city].filter(Boolean).join(' · '),
        due: due
          ? `Answer by ${due.toLocaleString('en', { timeZone: frozen.calendar?.zone ?? 'UTC', dateStyle: 'medium', timeStyle: 'short' })}`
          : null,
      },
      colleagues: (await activeMembers(db)).filter(
        ({ id, takes_leads }) => takes_leads && id !== current.member_id,
      ),
      reasons: reasonsOffered((await seamInForce(db)).ownReasons).filter(
        ({ code }) => !notByMail.includes(code),
      ),
    }),
  }
}

async function act(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const { token } = params.parse(request.params)
  const given = body.safeParse(
    request.body instanceof URLSearchParams ? Object.fromEntries(request.body) : {},
  )
  const now = context.clock.now()
  if (!given.success) {
    const { html } = await inWorkspace(context, token, null, async (db) =>
      view(
        context,
        db,
        { token, state: await seeAnswerToken(db, token, now) },
        'Choose what to do; for sending back a reason, for handing on a colleague.',
      ),
    )
    return send(reply, 422, html)
  }
  const memberId = await inWorkspaceRaw(context, token, async (db) => {
    const state = await seeAnswerToken(db, token, now)
    return state.state === 'unknown' ? null : state.memberId
  })
  const by = memberId ? { memberId, ...acts[given.data.action] } : null
  try {
    const { status, html } = await inWorkspace(context, token, by, async (db) => {
      const state = await useAnswerToken(db, token, now)
      if (state.state !== 'good') return view(context, db, { token, state })
      const found = await offerOf(db, state.recordId)
      const caller = await callerOf(context, db, token, state.memberId)
      const current = found?.held.offers.find((offer) => offer.state === 'open')
      if (!found || !caller || current?.id !== found.offerId) return view(context, db, { token, state })
      const it = { db, now, actor: caller.actor, kinds: [] }
      const link = `${context.adminUrl}/handovers/${found.held.row.id}`
      if (given.data.action === 'accept') {
        const held = await acceptHandover(it, found.held.row.id)
        const card = await cardOf(caller, held)
        const reach = [card.who.phone, card.who.email].filter(Boolean).join(' · ')
        return {
          status: 200,
          html: answerPage({
            title: 'It is yours',
            message: `${card.who.name}${reach ? `: ${reach}` : ''}. ${card.first}`,
            open: link,
          }),
        }
      }
      if (given.data.action === 'hand_on') {
        const { memberId: colleagueId, note } = given.data
        await handOnHandover(it, found.held.row.id, colleagueId, note.trim() || null)
        const message = `It lies before ${await memberName(db, colleagueId)} now. The clocks go on.`
        return { status: 200, html: answerPage({ title: 'Handed on', message, open: link }) }
      }
      const { reason, evidence, date, note } = given.data
      const sent = reasonIn({ reason, evidence, date: date || undefined }, await firmZone(db))
      await sendBackHandover(it, found.held.row.id, sent, note.trim() || null)
      return {
        status: 200,
        html: answerPage({ title: 'Sent back', message: 'Marketing knows why. Thank you.', open: link }),
      }
    })
    return send(reply, status, html)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { message } = error
    const { status, html } = await inWorkspace(context, token, null, async (db) =>
      view(context, db, { token, state: await seeAnswerToken(db, token, now) }, message),
    )
    return send(reply, status, html)
  }
}

async function inWorkspaceRaw<T>(
  context: PublicContext,
  token: string,
  fn: (db: Db) => Promise<T>,
): Promise<T | null> {
  const workspaceId = workspaceOfToken(token)
  if (!workspaceId) return null
  return context.database.tenant({ workspaceId, actor: 'public', now: context.clock.now() }, fn)
}

/** A token that names no workspace of ours is unknown, as is any other. */
async function inWorkspace(
  context: PublicContext,
  token: string,
  by: ({ memberId: string } & Act) | null,
  fn: (db: Db) => Promise<Shown>,
): Promise<Shown> {
  const workspaceId = workspaceOfToken(token)
  const open = `${context.adminUrl}/handovers`
  if (!workspaceId) return { status: 404, html: answerPage({ title: 'Not known', message: unknown, open }) }
  const now = context.clock.now()
  return context.database.tenant(
    {
      workspaceId,
      actor: by ? `member:${by.memberId}` : 'public',
      now,
      ...(by && { operation: { kind: `handovers.${by.act}`, label: by.label } }),
    },
    fn,
  )
}

async function offerOf(db: Db, offerId: string): Promise<{ held: Held; offerId: string } | null> {
  const offer = await db
    .selectFrom('offer')
    .select('handover_id')
    .where('id', '=', offerId)
    .executeTakeFirst()
  const [held] = offer ? await readHandovers(db, [offer.handover_id]) : []
  return held ? { held, offerId } : null
}

/**
 * Who answers, with the permissions of their role today. No reach is set: the token is of this one member and this one
 * offer, and only their own open offer is acted on or shown.
 */
async function callerOf(context: PublicContext, db: Db, token: string, memberId: string) {
  const member = await db
    .selectFrom('member')
    .select(['name', 'role', 'status'])
    .where('id', '=', memberId)
    .executeTakeFirst()
  const permissions = new Set<string>(member ? ROLES[member.role] : [])
  if (member?.status !== 'active' || !permissions.has('handovers.work')) return null
  const actor = {
    kind: 'member' as const,
    workspaceId: workspaceOfToken(token)!,
    memberId,
    name: member.name,
    role: member.role,
    permissions,
    solo: false,
  }
  return { db, now: context.clock.now(), actor, kinds: [] }
}

async function whoHas(db: Db, { row }: Held): Promise<string> {
  if (row.state !== 'working' || !row.receiver_id)
    return 'This offer is over: it was answered, handed on, or its time ran out.'
  const member = await db
    .selectFrom('member')
    .select('name')
    .where('id', '=', row.receiver_id)
    .executeTakeFirst()
  return `${member?.name ?? 'Somebody'} has taken this lead.`
}
