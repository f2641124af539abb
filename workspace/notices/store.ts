import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { queuePushes } from '#workspace/push'
import type { NoticeMail } from './letter.ts'
import { waysOf } from './preferences.ts'

export interface NewNotice {
  memberId: string
  kind: string
  title: string
  body: string
  /** A path of the admin origin, as `/handovers/…`. */
  link: string
  handoverId?: string
  contactId?: string
  /** Also goes out as a mail to the member's address; each answer becomes a link to act on from there. */
  mail?: NoticeMail
  /** Says only what can be seen in the app anyhow: neither there nor on devices. */
  mailOnly?: boolean
}

/** Tells a member something, in the app, by mail and on their devices, as far as they want to hear of its kind. */
export async function notify(db: Db, notice: NewNotice, now: Date): Promise<string> {
  return (await notifyAll(db, [notice], now))[0]!
}

export async function notifyAll(db: Db, notices: readonly NewNotice[], now: Date): Promise<string[]> {
  if (notices.length === 0) return []
  const way = await waysOf(
    db,
    notices.map((notice) => notice.memberId),
  )
  const rows = notices.map((notice) => ({
    id: uuidv7(now),
    member_id: notice.memberId,
    kind: notice.kind,
    title: notice.title,
    body: notice.body,
    link: notice.link,
    handover_id: notice.handoverId ?? null,
    contact_id: notice.contactId ?? null,
    created_at: now,
    read_at: way(notice.memberId, notice.kind).inApp && !notice.mailOnly ? null : now,
  }))
  const mails = notices.flatMap(({ mail, memberId, kind }, n) =>
    mail && way(memberId, kind).byMail
      ? [
          {
            id: uuidv7(now),
            notice_id: rows[n]!.id,
            member_id: memberId,
            content: JSON.stringify(mail),
            at: now,
          },
        ]
      : [],
  )
  const telling = (to: Pick<Db, 'insertInto'>) => to.insertInto('notice').values(rows)
  if (mails.length > 0) await db.with('told', telling).insertInto('notice_mail').values(mails).execute()
  else await telling(db).execute()
  await queuePushes(
    db,
    notices.flatMap(({ memberId, kind, title, body, link, handoverId, mailOnly }, n) =>
      way(memberId, kind).byPush && !mailOnly
        ? [{ memberId, content: { title, body, link, tag: handoverId ?? rows[n]!.id } }]
        : [],
    ),
    now,
  )
  topicChanged(db, 'notices')
  return rows.map((row) => row.id)
}

export async function listNotices(
  db: Db,
  memberId: string,
  { before, unread, limit }: { before: string | null; unread: boolean; limit: number },
) {
  return db
    .selectFrom('notice')
    .select(['id', 'kind', 'title', 'body', 'link', 'handover_id', 'contact_id', 'created_at', 'read_at'])
    .where('member_id', '=', memberId)
    .$if(unread, (query) => query.where('read_at', 'is', null))
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countUnread(db: Db, memberId: string): Promise<number> {
  const { count } = await db
    .selectFrom('notice')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export async function markRead(db: Db, memberId: string, id: string | null, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ read_at: now })
    .where('member_id', '=', memberId)
    .where('read_at', 'is', null)
    .$if(id !== null, (query) => query.where('id', '=', id!))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** What lies behind a link was done: whoever was sent there, by whatever kind of notice, need not go any more. */
export async function settleNoticesTo(db: Db, link: string, now: Date): Promise<void> {
  await settle(db, now, (notices) => notices.where('link', '=', link))
}

/** What became of a handover is known: its notices no longer call for anything. */
export async function settleNotices(
  db: Db,
  handoverId: string,
  kinds: readonly string[],
  now: Date,
): Promise<void> {
  await settle(db, now, (notices) => notices.where('handover_id', '=', handoverId).where('kind', 'in', kinds))
}

/** Notices of a kind that lead to a link, read ones too. */
export const noticesTo = (db: Db, link: string, kind: string) =>
  db.selectFrom('notice').select(['id', 'member_id']).where('link', '=', link).where('kind', '=', kind)

/** Whether a member was told so before, be it read or not. */
export async function areTold(db: Db, link: string, kind: string, memberId: string): Promise<boolean> {
  const found = await noticesTo(db, link, kind).where('member_id', '=', memberId).limit(1).executeTakeFirst()
  return found !== undefined
}

/** What was settled calls for an answer again, of whoever hears of this kind in the app, or of one of them. */
export async function reopenNoticesTo(db: Db, link: string, kind: string, memberId?: string): Promise<void> {
  const told = await noticesTo(db, link, kind)
    .$if(memberId !== undefined, (notices) => notices.where('member_id', '=', memberId!))
    .execute()
  if (told.length === 0) return
  const way = await waysOf(
    db,
    told.map((row) => row.member_id),
  )
  const ids = told.filter((row) => way(row.member_id, kind).inApp).map(({ id }) => id)
  if (ids.length === 0) return
  await db.updateTable('notice').set({ read_at: null }).where('id', 'in', ids).execute()
  topicChanged(db, 'notices')
}

const unread = (db: Db, now: Date) =>
  db.updateTable('notice').set({ read_at: now }).where('read_at', 'is', null)

async function settle(
  db: Db,
  now: Date,
  those: (notices: ReturnType<typeof unread>) => ReturnType<typeof unread>,
): Promise<void> {
  const { numUpdatedRows } = await those(unread(db, now)).executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) topicChanged(db, 'notices')
}
