import { sql } from 'kysely'
import { stopOf } from '#mail/stops'
import { containing, type Db } from '#platform/db'
import { decodeCursor, encodeCursor, notFound } from '#platform/http'
import type { ConversationRow, Mail } from './contract.ts'
import { firstWords } from './conversation.ts'

const mostMails = 50

type Box = 'mine' | 'all' | 'unanswered' | 'unread'
type Listed = {
  id: string
  contact_id: string
  contact_name: string
  email: string | null
  company: string | null
  deal_id: string | null
  deal_name: string | null
  member: string | null
  subject: string
  words: string | null
  last_at: Date
  unread: boolean
  unanswered: boolean
  claimed: boolean
}

const unread = sql<boolean>`coalesce(c.last_in_at > coalesce(c.seen_at, '-infinity'), false)`
const unanswered = sql<boolean>`coalesce(c.last_in_at > coalesce(c.last_out_at, '-infinity'), false)`
const mine = (memberId: string) => sql<boolean>`(c.member_id = ${memberId} or p.owner_id = ${memberId})`

/** Threads with living people; which of those a caller sees, the fence around people says. */
const seen = sql`conversation c join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id and p.deleted_at is null`

/** The latest words of a thread, of a letter or of a mail that came in. */
const words = sql<string>`(select left(coalesce(l.text_body, i.text_body), 400) from conversation_mail m
  left join letter l on l.workspace_id = m.workspace_id and l.id = m.letter_id
  left join incoming i on i.workspace_id = m.workspace_id and i.id = m.incoming_id
  where m.workspace_id = c.workspace_id and m.conversation_id = c.id order by m.at desc, m.id desc limit 1)`

const listed = sql`select c.id, c.contact_id, p.name as contact_name, p.email, f.name as company, d.id as deal_id, d.name as deal_name,
    w.name as member, c.subject, ${words} as words, c.last_at, ${unread} as unread, ${unanswered} as unanswered, c.claimed
  from ${seen}
  left join company f on f.workspace_id = p.workspace_id and f.id = p.company_id and f.deleted_at is null
  left join deal d on d.workspace_id = c.workspace_id and d.id = c.deal_id and d.deleted_at is null
  left join member w on w.workspace_id = c.workspace_id and w.id = c.member_id`

export async function listConversations(
  db: Db,
  it: {
    box: Box
    memberId: string
    q?: string | undefined
    contactId?: string | undefined
    dealId?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const q = it.q?.trim()
  const like = q ? containing(q) : null
  const [at, last] = it.cursor ? decodeCursor(it.cursor, 'timestamptz', 'uuid') : []
  const conditions = [
    it.box === 'all' ? sql`true` : mine(it.memberId),
    ...(it.box === 'unread' ? [unread] : []),
    ...(it.box === 'unanswered' ? [unanswered] : []),
    ...(it.contactId ? [sql`c.contact_id = ${it.contactId}`] : []),
    ...(it.dealId ? [sql`c.deal_id = ${it.dealId}`] : []),
    ...(like ? [sql`(c.subject ilike ${like} or p.name ilike ${like} or p.email ilike ${like})`] : []),
    ...(at ? [sql`(c.last_at, c.id) < (${at}::timestamptz, ${last}::uuid)`] : []),
  ]
  const { rows } = await sql<Listed>`${listed} where ${sql.join(conditions, sql` and `)}
    order by c.last_at desc, c.id desc limit ${it.limit + 1}`.execute(db)
  const shown = rows.slice(0, it.limit)
  const end = shown.at(-1)
  return {
    rows: shown.map(rowOf),
    next: rows.length > it.limit && end ? encodeCursor([end.last_at.toISOString(), end.id]) : null,
  }
}

export async function countConversations(db: Db, memberId: string) {
  const { rows } = await sql<{ unread: number; unanswered: number }>`
    select count(*) filter (where ${unread})::int as unread, count(*) filter (where ${unanswered})::int as unanswered
    from ${seen} where ${mine(memberId)}`.execute(db)
  return rows[0]!
}

function rowOf(row: Listed): ConversationRow {
  const { id, subject, claimed } = row
  return {
    ...{ id, subject, claimed, unread: row.unread, unanswered: row.unanswered, lastAt: row.last_at },
    contact: { id: row.contact_id, name: row.contact_name, email: row.email, company: row.company },
    deal: row.deal_id && row.deal_name !== null ? { id: row.deal_id, name: row.deal_name } : null,
    member: row.member,
    words: firstWords(row.words ?? ''),
  }
}

/** One thread with its latest mails, or those before one of them. */
export async function showConversation(
  db: Db,
  { id, before }: { id: string; before?: string | undefined },
  now: Date,
) {
  const { rows } = await sql<Listed>`${listed} where c.id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound('no_conversation', 'This conversation is not there, or it is not yours to see.')
  return { ...rowOf(row), contactId: row.contact_id, ...(await mailsOf(db, id, before ?? null, now)) }
}

type MailRow = Omit<Mail, 'files' | 'undoUntil' | 'pictures'> & {
  incoming_id: string | null
  not_before: Date | null
  tries: number | null
}

async function mailsOf(db: Db, conversationId: string, before: string | null, now: Date) {
  const { rows } = await sql<MailRow>`
    select m.id, m.direction, m.via, coalesce(i.kind, 'human') as kind, i.evidence, m.at, m.incoming_id,
      coalesce(i.from_name || ' <' || i.from_address || '>', i.from_address, l.from_name, '') as from,
      coalesce(l.to_address, (select string_agg(r ->> 'address', ', ') from jsonb_array_elements(i.recipients) r), '') as to,
      coalesce(l.subject, i.subject) as subject, coalesce(l.text_body, i.text_body) as text, i.html_body as html,
      l.state, l.last_reply as reply, l.not_before, l.attempts as tries, nullif(i.note, '') as note
    from conversation_mail m
    left join letter l on l.workspace_id = m.workspace_id and l.id = m.letter_id
    left join incoming i on i.workspace_id = m.workspace_id and i.id = m.incoming_id
    where m.conversation_id = ${conversationId} and (${before}::uuid is null or (m.at, m.id) < (
      select at, id from conversation_mail where id = ${before} and conversation_id = ${conversationId}))
    order by m.at desc, m.id desc limit ${mostMails + 1}`.execute(db)
  const shown = rows.slice(0, mostMails).toReversed()
  const files = await filesOf(
    db,
    shown.flatMap((row) => row.incoming_id ?? []),
  )
  const mails = shown.map(
    ({ incoming_id, not_before, tries, ...row }): Mail => ({
      ...row,
      files: files.get(incoming_id ?? '') ?? [],
      pictures: row.html?.match(/data-away=/g)?.length ?? 0,
      undoUntil: row.state === 'queued' && tries === 0 && not_before && not_before > now ? not_before : null,
    }),
  )
  return { mails, earlier: rows.length > mostMails }
}

async function filesOf(db: Db, incomingIds: readonly string[]) {
  if (incomingIds.length === 0) return new Map<string, Mail['files']>()
  const rows = await db
    .selectFrom('incoming_file')
    .select(['id', 'incoming_id', 'name', 'content_type as contentType', 'bytes'])
    .where('incoming_id', 'in', incomingIds)
    .orderBy('id')
    .execute()
  return Map.groupBy(
    rows.map(({ incoming_id, ...file }) => ({ ...file, incoming_id })),
    (row) => row.incoming_id,
  ) as Map<string, Mail['files']>
}

/** A file of a mail in a thread within reach. */
export async function findFile(db: Db, id: string): Promise<{ name: string; bytes: Buffer }> {
  const { rows } = await sql<{ name: string; content: Buffer }>`
    select f.name, f.content from incoming_file f
    join conversation_mail m on m.workspace_id = f.workspace_id and m.incoming_id = f.incoming_id
    join ${seen} on c.workspace_id = m.workspace_id and c.id = m.conversation_id
    where f.id = ${id}`.execute(db)
  const file = rows[0]
  if (!file) throw notFound('no_file', 'This file is not there, or it is not yours to see.')
  return { name: file.name, bytes: file.content }
}

/** Why nothing goes to an address any more, in the mail server's words. */
export async function stoppedBecause(db: Db, secret: string, address: string | null): Promise<string | null> {
  return address ? ((await stopOf(db, { secret, address }))?.cause ?? null) : null
}
