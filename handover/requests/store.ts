import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Actor, notFound } from '#platform/http'
import { valueBy } from '#sales/deals'
import type { ContentRequest } from './contract.ts'

interface Row {
  id: string
  title: string
  detail: string | null
  product_line_id: string | null
  product_line: string | null
  stage_id: string | null
  stage: string | null
  close_reason_id: string | null
  close_reason: string | null
  asker_id: string
  asker: string
  state: ContentRequest['state']
  link: string | null
  answer: string | null
  answered_at: Date | null
  created_at: Date
  voices: number
  mine: boolean
  deals: ContentRequest['deals'] | null
  amount: number
  history: { state: string; who: string | null; reason: string | null; at: string }[] | null
}
const most = 300

/** Requests in the caller's sight; what open deals wait for first. A deal out of sight counts nowhere. */
export async function requestsShown(
  db: Db,
  actor: Actor,
  wish: { id?: string; box?: string; dealId?: string | undefined; contactId?: string | undefined },
): Promise<ContentRequest[]> {
  const of = (column: 'deal_id' | 'contact_id', id: string | undefined) =>
    id === undefined
      ? sql``
      : sql`and exists (select from content_request_voice v where v.request_id = r.id and ${sql.ref(`v.${column}`)} = ${id})`
  const { rows } = await sql<Row>`
    select r.id, r.title, r.detail, r.product_line_id, p.name as product_line, r.stage_id, s.name as stage,
      r.close_reason_id, k.label as close_reason, r.asker_id, m.name as asker, r.state, r.link, r.answer, r.answered_at,
      r.created_at, v.voices, v.mine, d.deals, coalesce(d.amount, 0)::float8 as amount, w.history
    from content_request r join member m on m.id = r.asker_id left join product_line p on p.id = r.product_line_id
    left join stage s on s.id = r.stage_id left join close_reason k on k.id = r.close_reason_id
    join lateral (select count(distinct v.member_id)::int as voices, bool_or(v.member_id = ${actor.memberId}) as mine
      from content_request_voice v where v.request_id = r.id) v on true
    left join lateral (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'state', o.state) order by o.id) as deals,
      sum(o.value) filter (where o.state = 'open') as amount
      from (select distinct d.id, d.name, d.state, round(${valueBy('d')} * coalesce(d.rate, 1)) as value
        from content_request_voice v join deal d on d.id = v.deal_id and d.deleted_at is null where v.request_id = r.id) o) d on true
    left join lateral (select jsonb_agg(jsonb_build_object('state', t.state, 'who', a.name, 'reason', t.reason, 'at', t.at)
        order by t.at, t.id) as history
      from content_request_state t left join member a on t.actor in ('member:' || a.id::text, 'key:' || a.id::text)
      where t.request_id = r.id) w on true
    where ${
      wish.id !== undefined
        ? sql`r.id = ${wish.id}`
        : wish.box === 'open'
          ? sql`r.state = 'open'`
          : wish.box === 'answered'
            ? sql`r.state in ('made', 'exists', 'declined')`
            : sql`r.state <> 'withdrawn'`
    } ${of('deal_id', wish.dealId)} ${of('contact_id', wish.contactId)}
    order by ${
      wish.box === 'answered'
        ? sql`r.answered_at desc`
        : sql`(r.state = 'open') desc, coalesce(d.amount, 0) desc, jsonb_array_length(coalesce(d.deals, '[]')) desc, v.voices desc`
    }, r.created_at desc, r.id limit ${most}`.execute(db)
  const [answers, asks] = [actor.permissions.has('feedback.answer'), actor.permissions.has('handovers.work')]
  const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null)
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    detail: row.detail,
    productLine: named(row.product_line_id, row.product_line),
    stage: named(row.stage_id, row.stage),
    lossReason: named(row.close_reason_id, row.close_reason),
    asker: { id: row.asker_id, name: row.asker },
    state: row.state,
    link: row.link,
    answer: row.answer,
    answeredAt: row.answered_at,
    createdAt: row.created_at,
    voices: row.voices,
    mine: row.mine,
    deals: row.deals ?? [],
    amountMinor: row.amount,
    history: (row.history ?? []).map((one) => ({ ...one, who: one.who ?? 'Baton', at: new Date(one.at) })),
    may: {
      answer: answers && row.state === 'open',
      join: asks && row.state === 'open',
      withdraw: asks && row.state === 'open' && row.asker_id === actor.memberId,
    },
  }))
}

/** One request, held until the transaction ends; who answers second sees that it was answered. */
export async function holdRequest(db: Db, id: string) {
  const row = await db
    .selectFrom('content_request')
    .select(['id', 'title', 'state', 'asker_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_request', 'This request is not there, or it is not yours to see.')
  return row
}

export async function saveState(
  db: Db,
  it: { requestId: string; state: string; actor: string; reason: string | null },
  now: Date,
): Promise<void> {
  await db
    .insertInto('content_request_state')
    .values({
      id: uuidv7(now),
      request_id: it.requestId,
      state: it.state,
      actor: it.actor,
      reason: it.reason,
      at: now,
    })
    .execute()
}

/** Adds a voice; the same member for the same deal is one. */
export async function saveVoice(
  db: Db,
  it: { requestId: string; memberId: string; dealId: string | null; contactId: string | null },
  now: Date,
): Promise<void> {
  const known = await db
    .selectFrom('content_request_voice')
    .select('id')
    .where('request_id', '=', it.requestId)
    .where('member_id', '=', it.memberId)
    .where('deal_id', it.dealId ? '=' : 'is', it.dealId)
    .executeTakeFirst()
  if (known) return
  await db
    .insertInto('content_request_voice')
    .values({
      id: uuidv7(now),
      request_id: it.requestId,
      member_id: it.memberId,
      deal_id: it.dealId,
      contact_id: it.contactId,
      at: now,
    })
    .execute()
}
