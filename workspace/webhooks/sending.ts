import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { callOut } from '#platform/egress'
import type { JobContext } from '#platform/registry'
import { SealBroken, unseal } from '#platform/sealing'
import type { Tried } from './attempt.ts'
import { signed } from './signing.ts'
import { sealedFor } from './store.ts'

export type Call = typeof callOut
export type Taken = {
  id: string
  endpointId: string
  name: string
  url: string
  body: string
  attempts: number
  secret: string
  oldSecret: string | null
}

/** What one turn of a firm sends to one endpoint at the same time; one where nothing came through of late. */
const mostAtOnce = 10
/** Longer than an attempt may take: then whoever took a message was killed. */
const leaseMs = 60_000
const timeoutMs = 15_000
const keptOfAnswer = 1024
const unreadable =
  'The secret can’t be read with that of this installation, as after a restore with another one. Make a new secret.'

/** Takes due messages under a lease, those of each endpoint that waited longest; each is an attempt from now on. */
export async function take(db: Db, now: Date): Promise<Taken[]> {
  const until = new Date(now.getTime() + leaseMs)
  const { rows } = await sql<Taken>`
    with next as materialized (
      select m.id from webhook_endpoint e
      join webhook_state s on s.workspace_id = e.workspace_id and s.id = e.id
      cross join lateral (
        select id from webhook_message m
        where m.workspace_id = e.workspace_id and m.endpoint_id = e.id and m.state = 'waiting' and m.next_at <= ${now}
        order by m.next_at, m.id limit case when s.failing_since is null then ${mostAtOnce}::int else 1 end) m
      where e.is_on and e.deleted_at is null
    )
    update webhook_message m set next_at = ${until}, tried_at = ${now}, attempts = m.attempts + 1
    from next, webhook_endpoint e, webhook_state s
    where m.id = next.id and m.state = 'waiting' and m.next_at <= ${now}
      and e.workspace_id = m.workspace_id and e.id = m.endpoint_id and s.workspace_id = e.workspace_id and s.id = e.id
    returning m.id, e.id as "endpointId", e.name, e.url, m.body, m.attempts, s.secret,
      case when s.old_until > ${now} then s.old_secret end as "oldSecret"`.execute(db)
  return rows
}

/** One attempt. Redirects are not followed, and of the answer its beginning is read. */
export async function attempt(
  it: Taken,
  workspaceId: number,
  { secret, trustedHosts, clock }: JobContext,
  call: Call,
): Promise<Tried> {
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const purpose = sealedFor(workspaceId)
    const secrets = [it.secret, ...(it.oldSecret ? [it.oldSecret] : [])].map((one) =>
      unseal(secret, purpose, one),
    )
    const { origin, hostname } = new URL(it.url)
    const { status, headers, body } = await call(it.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Baton',
        ...signed(secrets, { id: messageId(it.id), at: clock.now(), body: it.body }),
      },
      body: it.body,
      timeoutMs,
      ...{ redirects: 0, maxBytes: keptOfAnswer, cuts: true },
      ...(trustedHosts.includes(hostname) && { trusted: origin }),
    })
    const retryAfter = headers['retry-after']
    return {
      ...{ status, tookMs: took(), answer: readable(body) },
      failure: status >= 200 && status < 300 ? null : `Answered ${status}.`,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    }
  } catch (error) {
    const failure =
      error instanceof SealBroken ? unreadable : error instanceof Error ? error.message : String(error)
    return { status: null, tookMs: took(), answer: null, failure, retryAfter: null }
  }
}

/** The `webhook-id` of a message, the same at each attempt and each replay. */
export const messageId = (id: string): string => `msg_${id}`

/** A character that was cut in the middle, and what a database can't keep, are left out. */
const readable = (body: Buffer): string =>
  new TextDecoder()
    .decode(body)
    .replaceAll('\u0000', '')
    .replace(/\uFFFD+$/, '')
