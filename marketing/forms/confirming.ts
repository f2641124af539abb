import { z } from 'zod'
import { issueLink } from '#people/preferences'
import type { PublicContext, PublicReply, PublicRequest } from '#platform/http'
import { confirm, submissionOfToken } from './confirm.ts'
import { agreedWords } from './form.ts'
import { renderSaying } from './page.ts'
import { firmIn, html } from './saying.ts'
import { versionOf } from './store.ts'

const tokenShape = z.object({ token: z.string().regex(/^[1-9]\d{0,8}\.[\w-]{43}$/) })
const unknownLink = {
  title: 'This link does not work any more',
  text: 'It is too old, or was cut when it was copied.',
}

/** The page of the link in a letter that asks whether news are wanted. */
export async function askConfirm(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const given = tokenShape.safeParse(request.params)
  if (!given.success) return html(reply, 404, renderSaying(unknownLink))
  const { token } = given.data
  const now = context.clock.now()
  return context.database.tenant(
    { workspaceId: Number(token.split('.')[0]), actor: 'public', now },
    async (db) => {
      const found = await submissionOfToken(db, token, now)
      if (!found) return html(reply, 404, renderSaying(unknownLink))
      const firm = await firmIn(db)
      const { definition } = await versionOf(db, found.form_id, found.version)
      const words = agreedWords(definition, found.topics) ?? ''
      return html(
        reply,
        200,
        found.opted_in_at
          ? renderSaying({ firm, title: 'Confirmed', text: 'You confirmed this already. Thank you.' })
          : renderSaying({
              firm,
              title: `News from ${firm.name}`,
              text: `${words}\n\nOne click, and we write to you from now on. You can end it at any time.`,
              confirm: 'Yes, send me news',
            }),
      )
    },
  )
}

/** Says yes, with the proof of it; pressed twice, it is said once. Nothing is answered before it is kept. */
export async function doConfirm(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const given = tokenShape.safeParse(request.params)
  if (!given.success) return html(reply, 404, renderSaying(unknownLink))
  const { token } = given.data
  const now = context.clock.now()
  const said = await context.database.tenant(
    {
      workspaceId: Number(token.split('.')[0]),
      actor: 'public',
      now,
      operation: { kind: 'forms.confirm', label: 'News confirmed' },
    },
    async (db) => {
      const done = await confirm(db, token, request.ip, now)
      return (
        done && {
          ...{ firm: await firmIn(db), title: 'Confirmed', text: 'Thank you. You hear from us.' },
          ...(done.contactId && { choices: (await issueLink(db, done.contactId, now)).path }),
        }
      )
    },
  )
  return html(reply, said ? 200 : 404, renderSaying(said ?? unknownLink))
}
