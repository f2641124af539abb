import { z } from 'zod'
import type { Db } from '#platform/db'
import {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  topicChanged,
} from '#platform/http'
import { choicesPage, type Look, unknownPage } from './page.ts'
import { choicesOf, choose, ownerOf, stopEverything } from './store.ts'

const params = z.object({ token: z.string().regex(/^[1-9]\d{0,8}\.[\w-]{43}$/) })

/** What a person hears of, chosen by themselves: GET shows and changes nothing, POST acts, and the same again is nothing new. */
export const preferenceRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/choices/:token', handle: show },
  { method: 'POST', path: '/-/choices/:token', perMinute: 20, handle: act },
]

type Owner = NonNullable<Awaited<ReturnType<typeof ownerOf>>>
type Here = { db: Db; owner: Owner; firm: string; look: Look; now: Date }

/** Runs inside the firm that the link names, if it opens something there. */
async function inside(
  context: PublicContext,
  request: PublicRequest,
  reply: PublicReply,
  operation: { kind: string; label: string } | null,
  fn: (here: Here) => Promise<string>,
) {
  const given = params.safeParse(request.params)
  const now = context.clock.now()
  const page = given.success
    ? await context.database.tenant(
        {
          workspaceId: Number(given.data.token.split('.')[0]),
          actor: 'public',
          now,
          ...(operation && { operation }),
        },
        async (db) => {
          const owner = await ownerOf(db, given.data.token, now)
          if (!owner) return null
          const { name, look } = await db
            .selectFrom('workspace')
            .select(['name', 'look'])
            .executeTakeFirstOrThrow()
          return fn({ db, owner, firm: name, look: lookOf(name, look), now })
        },
      )
    : null
  return reply
    .code(page ? 200 : 404)
    .type('text/html; charset=utf-8')
    .send(page ?? unknownPage())
}

/** The firm's colour, or without one the house's ink, turned around in the dark. */
function lookOf(name: string, look: unknown): Look {
  const { accent, logoText } = look as { accent?: string; logoText?: string }
  return {
    firm: logoText || name,
    accent: accent ?? 'light-dark(#1c1b19,#f1efea)',
    onAccent: accent ? `oklch(from ${accent} calc(sign(.65 - l)) 0 0)` : 'light-dark(#fff,#1c1b19)',
  }
}

async function shown({ db, owner, look, now }: Here, done: string | null): Promise<string> {
  const { choices, stopped } = await choicesOf(db, owner.contactId, now)
  return choicesPage(look, { choices, stopped, done })
}

async function show(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  return inside(context, request, reply, null, (here) => shown(here, null))
}

async function act(context: PublicContext, request: PublicRequest, reply: PublicReply) {
  const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  const operation = { kind: 'preferences.choose', label: 'Chose what they hear of' }
  return inside(context, request, reply, operation, async (here) => {
    const { db, owner, firm, now } = here
    const said = { ...owner, firm, ip: request.ip }
    const stops = sent.get('act') === 'stop'
    const isNew = stops
      ? await stopEverything(db, said, now)
      : sent.get('act') === 'choose' && (await choose(db, said, new Set(sent.getAll('choice')), now)) > 0
    if (isNew) topicChanged(db, 'contacts', 'leads', 'handovers')
    return shown(
      here,
      stops ? 'Stopped. You hear nothing from us any more.' : 'Saved. It counts from now on.',
    )
  })
}
