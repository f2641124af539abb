import { type RawBuilder, sql } from 'kysely'
import { evidenceWords } from '#handover/handovers'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import { type Actor, decodeCursor, encodeCursor, notFound } from '#platform/http'
import type { SendBackRow } from './contract.ts'
import type { Word } from './sendback.ts'

interface Found {
  id: string
  contact_id: string
  name: string | null
  company: string | null
  product_line: string
  reason: string
  evidence: Record<string, unknown> | null
  seller_id: string | null
  seller: string | null
  accepted_at: Date | null
  decided_at: Date
  channel: string | null
  campaign: string | null
  form: string | null
  state: SendBackRow['state']
  judge_id: string | null
  judge: string | null
  due_at: Date | null
  nurture_until: Date | null
}
interface WordRow {
  handover_id: string
  word: Word
  actor: string
  who: string | null
  by_rule: boolean
  text: string | null
  until: string | null
  at: Date
}

/** Send-backs that somebody has to answer: none by rule, none of the sample. */
const answerable = sql<boolean>`h.kind = 'lead' and h.state = 'sent_back' and h.upheld is not null and not h.by_rule and not h.sample`

const boxes: Record<string, { where: RawBuilder<boolean>; key: RawBuilder<unknown>; newestFirst: boolean }> =
  {
    to_answer: {
      where: sql`h.upheld = 'open'`,
      key: sql`coalesce(h.judge_due_at, 'infinity')`,
      newestFirst: false,
    },
    contested: { where: sql`h.upheld = 'contested'`, key: sql`h.changed_at`, newestFirst: false },
    answered: {
      where: sql`h.upheld in ('agreed', 'upheld', 'overruled')`,
      key: sql`h.changed_at`,
      newestFirst: true,
    },
  }

export async function countSendBacks(db: Db) {
  const { rows } = await sql<{ to_answer: number; contested: number }>`
    select count(*) filter (where h.upheld = 'open')::int as to_answer,
      count(*) filter (where h.upheld = 'contested')::int as contested
    from handover h where ${answerable} and h.upheld in ('open', 'contested')`.execute(db)
  return { toAnswer: rows[0]!.to_answer, contested: rows[0]!.contested }
}

export async function sendBackPage(
  db: Db,
  actor: Actor,
  wish: { box: string; id?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: SendBackRow[]; next: string | null }> {
  const { where, key, newestFirst } = boxes[wish.box]!
  const after = wish.cursor ? decodeCursor(wish.cursor, 'timestamptz', 'uuid') : null
  const [way, direction] = newestFirst ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const { rows } = await sql<{ id: string; key: string }>`
    select h.id, (${key})::text as key from handover h where ${answerable} and ${wish.id ? sql`h.id = ${wish.id}` : where}
      ${after ? sql`and (${key}, h.id) ${way} (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by ${key} ${direction}, h.id ${direction} limit ${wish.limit + 1}`.execute(db)
  const shown = rows.slice(0, wish.limit)
  const last = shown.at(-1)
  return {
    rows: await shownOf(
      db,
      actor,
      shown.map(({ id }) => id),
    ),
    next: rows.length > shown.length && last ? encodeCursor([last.key, last.id]) : null,
  }
}

export async function findSendBack(db: Db, actor: Actor, id: string): Promise<SendBackRow> {
  const { rows } = await sql<{ id: string }>`
    select h.id from handover h where h.id = ${id} and ${answerable}`.execute(db)
  const [row] = await shownOf(
    db,
    actor,
    rows.map((one) => one.id),
  )
  if (!row) throw notFound('no_send_back', 'Nobody was sent back here, or it is not yours to see.')
  return row
}

/** Whose handover one sees, of them one sees the name: read beyond the caller's own people, as on the card. */
async function shownOf(db: Db, actor: Actor, ids: string[]): Promise<SendBackRow[]> {
  if (ids.length === 0) return []
  const { found, words } = await beyondReach(db, async () => ({
    found: (
      await sql<Found>`
        select h.id, h.contact_id, c.name, co.name as company, p.name as product_line, h.sent_back_reason as reason,
          h.sent_back_evidence as evidence, s.id as seller_id, s.name as seller, h.accepted_at, h.decided_at, l.channel,
          coalesce(k.name, l.campaign) as campaign, f.name as form, h.upheld as state, j.id as judge_id, j.name as judge,
          h.judge_due_at as due_at, h.nurture_until
        from handover h join product_line p on p.id = h.product_line_id left join contact c on c.id = h.contact_id
        left join company co on co.id = c.company_id left join member s on s.id = h.receiver_id
        left join member j on j.id = h.judge_id left join lead l on l.id = h.lead_id
        left join campaign k on k.code_key = l.campaign_key and k.deleted_at is null left join form f on f.id = l.form_id
        where h.id = any(${ids}::uuid[])`.execute(db)
    ).rows,
    words: (
      await sql<WordRow>`
        select w.handover_id, w.word, w.actor, m.name as who, w.by_rule, w.text, w.until::text, w.at from send_back_word w
        left join member m on 'member:' || m.id::text = w.actor or 'key:' || m.id::text = w.actor
        where w.handover_id = any(${ids}::uuid[]) order by w.at, w.id`.execute(db)
    ).rows,
  }))
  const [answers, decides] = [
    actor.permissions.has('feedback.answer'),
    actor.permissions.has('handovers.manage'),
  ]
  return found
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row): SendBackRow => {
      const hidden = actor.role === 'contractor' && row.accepted_at === null
      const person = (id: string | null, name: string | null) => (id && name ? { id, name } : null)
      return {
        id: row.id,
        name: hidden ? (row.company ?? 'Somebody') : (row.name ?? 'Somebody'),
        contactId: hidden ? null : row.contact_id,
        company: row.company,
        productLine: row.product_line,
        reason: row.reason,
        evidence: row.evidence && evidenceWords(row.evidence),
        note: typeof row.evidence?.note === 'string' ? row.evidence.note : null,
        seller: person(row.seller_id, row.seller),
        sentBackAt: row.decided_at,
        channel: row.channel,
        campaign: row.campaign,
        form: row.form,
        state: row.state,
        answerer: person(row.judge_id, row.judge),
        dueAt: row.due_at,
        nurtureUntil: row.nurture_until,
        words: words
          .filter((one) => one.handover_id === row.id)
          .map((one) => ({
            word: one.word,
            who: one.who ?? 'Baton',
            byRule: one.by_rule,
            text: one.text,
            until: one.until,
            at: one.at,
          })),
        may: { answer: answers && row.state === 'open', decide: decides && row.state === 'contested' },
      }
    })
}

export async function saveWord(
  db: Db,
  it: {
    handoverId: string
    word: Word
    actor: string
    text: string | null
    until?: string | null
    byRule?: boolean
  },
  now: Date,
): Promise<void> {
  await db
    .insertInto('send_back_word')
    .values({
      id: uuidv7(now),
      handover_id: it.handoverId,
      word: it.word,
      actor: it.actor,
      by_rule: it.byRule ?? false,
      text: it.text,
      until: it.until ?? null,
      at: now,
    })
    .execute()
}
