import { sql } from 'kysely'
import { z } from 'zod'
import { queueLetters } from '#mail/letters'
import type { Db } from '#platform/db'
import type { Job } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { noticeLetter } from './letter.ts'
import { issueAnswerTokens } from './tokens.ts'

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
  const notices = await noticesOf(
    db,
    rows.map((row) => row.notice_id),
  )
  const told = rows
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((row) => {
      const notice = notices.get(row.notice_id)!
      const { email, status } = notice
      return email && status === 'active'
        ? [{ ...notice, email, memberId: row.member_id, mail: mailShape.parse(row.content) }]
        : []
    })
  const asked = told.flatMap(({ memberId, mail }) =>
    mail.answers.map(({ purpose, recordId }) => ({
      ...{ memberId, purpose, recordId },
      expiresAt: new Date(now.getTime() + daysToAnswer * dayMs),
    })),
  )
  const muted = told.map(({ id, memberId }) => ({
    ...{ memberId, purpose: 'mute', recordId: id },
    expiresAt: new Date(now.getTime() + daysToMute * dayMs),
  }))
  const tokens = await issueAnswerTokens(db, [...asked, ...muted], now)
  const muteTokens = tokens.splice(asked.length)
  await queueLetters(
    db,
    told.map(({ id, memberId, kind, title, link, name, email, mail: { text, answers } }, n) => {
      const buttons = answers.map(({ label, path }) => ({
        label,
        url: `${at.publicUrl}${path}/${tokens.shift()!}`,
      }))
      const mute = `${at.publicUrl}/-/mute/${muteTokens[n]!}`
      return {
        ...{ kind: `notice.${kind}`, effectKey: `notice:${id}`, memberId, to: email, toName: name },
        ...{ subject: title, unsubscribeUrl: mute },
        ...noticeLetter({ title, text, buttons, open: `${at.adminUrl}${link}`, mute }),
      }
    }),
    now,
  )
}

async function noticesOf(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('member', (on) => on.onRef('member.id', '=', 'notice.member_id'))
    .select([
      ...(['notice.id', 'notice.title', 'notice.link', 'notice.kind'] as const),
      ...(['member.name', 'member.email', 'member.status'] as const),
    ])
    .where(sql<boolean>`notice.id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
