import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { isVisitorId, sourceOf } from '#marketing/tracking'
import type { PublicContext, PublicReply, PublicRequest, PublicRoute } from '#platform/http'
import { askConfirm, doConfirm } from './confirming.ts'
import { check, tickedIn } from './form.ts'
import { heldAgainstRules } from './own-rules.ts'
import { type Firm, type FormPage, renderForm, renderSaying } from './page.ts'
import { checkProof, newChallenge } from './proof.ts'
import { receive } from './receive.ts'
import { firmIn, html } from './saying.ts'
import { liveForm } from './store.ts'
import { isHasty, judgeSender, leastMs, newNonce, questionOf, readTicket, signTicket } from './trap.ts'

const place = z.object({
  workspace: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  slug: z.string().max(80),
})
const shownQuery = z.object({
  page: z.string().max(2000).optional(),
  referrer: z.string().max(2000).optional(),
  first: z.string().max(2000).optional(),
  visitor: z.string().max(100).optional(),
})
const script = path.resolve(import.meta.dirname, '../../dist/web/form.js')
const postsAMinute = 20

/** Pages of forms for strangers: GET shows, POST sends. They may stand in a frame on the firm's own site. */
export const formRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/form/:workspace/:slug', framed: true, handle: show },
  { method: 'POST', path: '/-/form/:workspace/:slug', framed: true, perMinute: postsAMinute, handle: send },
  { method: 'GET', path: '/-/form/:workspace/:slug/thanks', framed: true, handle: thank },
  { method: 'GET', path: '/-/form/:workspace/:slug/embed.js', perMinute: 600, handle: embed },
  { method: 'GET', path: '/-/form.js', perMinute: 600, framed: true, handle: solver },
  { method: 'GET', path: '/-/confirm/:token', handle: askConfirm },
  { method: 'POST', path: '/-/confirm/:token', perMinute: postsAMinute, handle: doConfirm },
]

type Live = NonNullable<Awaited<ReturnType<typeof liveForm>>> & { firm: Firm; workspaceId: number }

const gone = (reply: PublicReply) =>
  html(
    reply,
    404,
    renderSaying({
      title: 'This form is not here',
      text: 'It may have been closed, or the address is mistyped.',
    }),
  )

/** The live form of the address, read inside its workspace; undefined when there is none. */
async function liveAt(
  context: PublicContext,
  request: PublicRequest,
  shownVersion?: (formKey: string) => number | undefined,
): Promise<Live | undefined> {
  const at = place.safeParse(request.params)
  if (!at.success) return undefined
  const { workspace: workspaceId, slug } = at.data
  return context.database.tenant({ workspaceId, actor: 'public', now: context.clock.now() }, async (db) => {
    const live = await liveForm(db, slug, shownVersion?.(`${workspaceId}/${slug}`))
    return live && { ...live, firm: await firmIn(db), workspaceId }
  })
}

const keyOf = ({ workspaceId, form }: Live) => `${workspaceId}/${form.slug}`

/**
 * A fresh page: its ticket, its proof to work out, its question. `again`: whoever took their time over the page before needs none
 * for one word to correct.
 */
async function freshPage(
  context: PublicContext,
  live: Live,
  rest: Omit<FormPage, 'firm' | 'definition' | 'ticket' | 'challenge' | 'question'>,
  again = false,
): Promise<string> {
  const nonce = newNonce()
  const now = context.clock.now()
  const ticket = signTicket(context.secret, keyOf(live), {
    nonce,
    issuedAt: now.getTime() - (again ? leastMs : 0),
    version: live.version,
  })
  return renderForm({
    firm: live.firm,
    definition: live.definition,
    ticket,
    challenge: await newChallenge(context.secret, nonce),
    question: questionOf(nonce).text,
    ...rest,
  })
}

async function show(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const live = await liveAt(context, request)
  if (!live) return gone(reply)
  const query = shownQuery.safeParse(request.query)
  const { page, referrer, first, visitor } = query.success ? query.data : {}
  return html(
    reply,
    200,
    await freshPage(context, live, {
      page: page ?? `${context.publicUrl}${request.url}`.slice(0, 2000),
      first: first ?? '',
      visitor: visitor ?? '',
      referrer: referrer ?? (page ? '' : (request.headers.referer ?? '').slice(0, 2000)),
    }),
  )
}

async function send(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  const sent = (name: string) => body.get(name)
  const ticketOf = (formKey: string) => readTicket(context.secret, formKey, sent('-ticket') ?? '')
  const live = await liveAt(context, request, (formKey) => ticketOf(formKey)?.version)
  if (!live) return gone(reply)
  const now = context.clock.now()
  const answered = check(live.definition, sent, (name) => body.getAll(name))
  const checked =
    answered.ok && live.definition.fields.some(({ into }) => into)
      ? await context.database.tenant({ workspaceId: live.workspaceId, actor: 'public', now }, (db) =>
          heldAgainstRules(db, live.definition, answered, now),
        )
      : answered
  const ticket = ticketOf(keyOf(live))
  const judged = judgeSender({
    trap: sent('-homepage') ?? '',
    ticket,
    nowMs: now.getTime(),
    proof: await checkProof(context.secret, ticket?.nonce, sent('-proof') ?? ''),
    answer: sent('-answer') ?? '',
  })
  const [page = '', referrer = '', first = '', visitor = ''] = [
    '-page',
    '-referrer',
    '-first',
    '-visitor',
  ].map((name) => sent(name)?.slice(0, 2000) ?? '')
  const unticked = live.form.intent === 'newsletter' && checked.ok && checked.topics.length === 0
  const again = async (say: string) => {
    const now = judged.is === 'unsure' && judged.say === 'old' ? await liveAt(context, request) : live
    if (!now) return gone(reply)
    return html(
      reply,
      422,
      await freshPage(
        context,
        now,
        {
          page,
          referrer,
          first,
          visitor,
          answers: checked.answers,
          problems: checked.ok ? {} : checked.problems,
          heard: sent('heard_of_us') ?? '',
          ticked: tickedIn(live.definition, (name) => body.getAll(name)),
          say,
          ...(unticked && {
            consentProblem:
              live.definition.topics.length > 1
                ? 'Please tick what you want: without it we may not write to you.'
                : 'Please tick this: without it we may not write to you.',
          }),
          ...(judged.is === 'unsure' && judged.say === 'answer' && { answerProblem: 'Please answer this.' }),
        },
        judged.is === 'person' || (judged.is === 'unsure' && judged.say === 'answer'),
      ),
    )
  }
  if (judged.is === 'unsure' && judged.say === 'old')
    return again('This page stood open for a long time. What you wrote is still here: please send it again.')
  if (judged.is === 'unsure' || ((judged.is === 'person' || isHasty(judged)) && (!checked.ok || unticked)))
    return again('Not sent yet: please look at what is marked.')
  const done = await context.database.tenant(
    {
      workspaceId: live.workspaceId,
      actor: 'public',
      now,
      operation: { kind: 'forms.receive', label: 'Form received' },
    },
    (db) =>
      receive(
        db,
        {
          form: live.form,
          version: live.version,
          definition: live.definition,
          nonce: ticket?.nonce ?? newNonce(),
          answers: checked.answers,
          topics: checked.ok ? checked.topics : [],
          heard: checked.ok ? checked.heard : null,
          source: sourceOf(page || null, referrer || null, first || null),
          visitorId: isVisitorId(visitor) ? visitor : null,
          spam: judged.is === 'spam' ? judged.why : null,
          ip: request.ip,
        },
        {
          ...{ workspaceId: live.workspaceId, firm: live.firm.name },
          ...{ publicUrl: context.publicUrl, secret: context.secret },
        },
        now,
      ),
  )
  if (done === 'other')
    return again(
      'This page was sent before, with other answers. To send these too, please press the button again.',
    )
  return reply.code(303).header('location', `/-/form/${live.workspaceId}/${live.form.slug}/thanks`).send()
}

async function thank(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const live = await liveAt(context, request)
  if (!live) return gone(reply)
  const { title, thanks, downloadUrl } = live.definition
  return html(
    reply,
    200,
    renderSaying({ firm: live.firm, title, text: thanks, ...(downloadUrl && { download: downloadUrl }) }),
  )
}

/** One line on another page puts the form there, in a frame as high as the form. */
async function embed(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const live = await liveAt(context, request)
  const url = live && JSON.stringify(`${context.publicUrl}/-/form/${keyOf(live)}`)
  const text = live
    ? `(()=>{let v={page:location.href,referrer:document.referrer};if(!navigator.globalPrivacyControl)try{v=JSON.parse(sessionStorage.getItem('baton-first'))||v;sessionStorage.setItem('baton-first',JSON.stringify(v))}catch{}const me=document.currentScript,f=document.createElement('iframe');let b='';if(!navigator.globalPrivacyControl&&navigator.doNotTrack!=='1')try{b=localStorage.getItem('baton-id')||''}catch{}f.src=${url}+'?visitor='+encodeURIComponent(b)+'&page='+encodeURIComponent(location.href)+'&referrer='+encodeURIComponent(v.referrer)+'&first='+encodeURIComponent(v.page);f.title=${JSON.stringify(live.definition.title).replaceAll('<', '\\u003c')};f.style.cssText='width:100%;border:0;height:640px';addEventListener('message',e=>{if(e.source===f.contentWindow&&e.data&&e.data.batonHeight>0)f.style.height=e.data.batonHeight+'px'});me.after(f)})()`
    : ''
  return reply
    .code(live ? 200 : 404)
    .header('cache-control', 'public, max-age=300')
    .header('cross-origin-resource-policy', 'cross-origin')
    .type('text/javascript; charset=utf-8')
    .send(text)
}

async function solver(_context: PublicContext, _request: PublicRequest, reply: PublicReply) {
  return reply
    .header('cache-control', 'public, max-age=300')
    .type('text/javascript; charset=utf-8')
    .send(await readFile(script))
}
