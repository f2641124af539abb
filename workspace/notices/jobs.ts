import { sql } from 'kysely'
import { z } from 'zod'
import { queueLetter } from '#mail/letters'
import type { Db } from '#platform/db'
import type { Job } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { noticeLetter } from './letter.ts'
import { issueAnswerToken } from './tokens.ts'

const mailShape = z.object({
  text: z.string(),
  answers: z
    .array(
      z.object({
        purpose: z.string(),
        recordId: z.uuid(),
        label: z.string(),
        path: z.string().default('/-/answer'),
      }),
    )
    .default([]),
})
const daysToAnswer = 14
const daysToMute = 90
const dayMs = 86_400_000
const mostAtOnce = 200

/**
 * Writes the letters of notices. Apart from the notices themselves because links need this installation's addresses,
 * which the pump does not know.
 */
export const noticeLetters: Job = {
  name: 'notice letters',
  everyMs: 1000,
  run: async (context) => {
    const { database, clock, adminUrl, publicUrl } = context
    const due = await database.engine((db) =>
      db.selectFrom('notice_mail').select('workspace_id').distinct().execute(),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId }) => {
      const now = clock.now()
      return database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'notices', label: 'Notices by mail' } },
        (db) => writeLetters(db, { adminUrl, publicUrl }, now),
      )
    })
  },
}

async function writeLetters(db: Db, at: { adminUrl: string; publicUrl: string }, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; notice_id: string; member_id: string; content: unknown }>`
    delete from notice_mail where id = any(array(
      select id from notice_mail order by id limit ${mostAtOnce} for update skip locked
    )) returning id, notice_id, member_id, content`.execute(db)
  for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { text, answers } = mailShape.parse(row.content)
    const notice = await db
      .selectFrom('notice')
      .innerJoin('member', (on) => on.onRef('member.id', '=', 'notice.member_id'))
      .select(['notice.title', 'notice.link', 'notice.kind', 'member.name', 'member.email', 'member.status'])
      .where('notice.id', '=', row.notice_id)
      .executeTakeFirstOrThrow()
    if (!notice.email || notice.status !== 'active') continue
    const buttons: { label: string; url: string }[] = []
    for (const { purpose, recordId, label, path } of answers) {
      const expiresAt = new Date(now.getTime() + daysToAnswer * dayMs)
      const token = await issueAnswerToken(db, { memberId: row.member_id, purpose, recordId, expiresAt }, now)
      buttons.push({ label, url: `${at.publicUrl}${path}/${token}` })
    }
    const muteToken = await issueAnswerToken(
      db,
      {
        memberId: row.member_id,
        purpose: 'mute',
        recordId: row.notice_id,
        expiresAt: new Date(now.getTime() + daysToMute * dayMs),
      },
      now,
    )
    const mute = `${at.publicUrl}/-/mute/${muteToken}`
    const open = `${at.adminUrl}${notice.link}`
    await queueLetter(
      db,
      {
        kind: `notice.${notice.kind}`,
        effectKey: `notice:${row.notice_id}`,
        memberId: row.member_id,
        to: notice.email,
        toName: notice.name,
        subject: notice.title,
        unsubscribeUrl: mute,
        ...noticeLetter({ title: notice.title, text, buttons, open, mute }),
      },
      now,
    )
  }
}
