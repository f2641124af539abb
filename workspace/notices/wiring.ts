import type { DigestSource, Wiring } from '#platform/registry'
import { noticeLetters } from './jobs.ts'
import { muteRoutes } from './mute.ts'

const most = 10

/** What came since and was not looked at. */
const unread: DigestSource = {
  title: 'New and not read yet',
  rank: 40,
  lines: async (db, { memberId, since, now }) => {
    const rows = await db
      .selectFrom('notice')
      .select('title')
      .where('member_id', '=', memberId)
      .where('read_at', 'is', null)
      .where('created_at', '>=', since)
      .where('created_at', '<', now)
      .orderBy('id', 'desc')
      .limit(most + 1)
      .execute()
    const titles = rows.slice(0, most).map(({ title }) => title)
    return rows.length > most ? [...titles, 'and more'] : titles
  },
}

export const noticesWiring: Wiring = {
  jobs: [noticeLetters],
  public: muteRoutes,
  digests: [unread],
  carried: [
    { table: 'answer_token', out: true, why: 'Answers by a link in a mail are secrets of who got the mail.' },
    {
      table: 'notice_mail',
      out: true,
      why: 'What waits to be written as mail is written where the firm was.',
    },
  ],
}
