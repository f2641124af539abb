import { sql } from 'kysely'
import { topicChanged } from '#platform/http'
import { contactNews } from '#platform/pump'
import type { LetterEnd, TimelineItem, TimelineSource, Wiring } from '#platform/registry'
import { firstWords } from './conversation.ts'
import { conversationLeaver } from './leaving.ts'
import { takeMail } from './receiving.ts'
import { tellNotArrived } from './telling.ts'

type Row = {
  id: string
  conversation_id: string
  direction: 'in' | 'out'
  kind: string | null
  state: string | null
  subject: string
  text: string
  at: Date
  who: string | null
}

/** What was written, both ways, in the thread that each mail belongs to. */
const timeline: TimelineSource = {
  name: 'conversations',
  load: async (db, of, before, limit) => {
    if (!of.contactId && !of.companyId && !of.dealId) return []
    const whose = of.contactId
      ? sql`c.contact_id = ${of.contactId}`
      : of.dealId
        ? sql`c.deal_id = ${of.dealId}`
        : sql`p.company_id = ${of.companyId}`
    const { rows } = await sql<Row>`
      select m.id, m.conversation_id, m.direction, i.kind, l.state, coalesce(l.subject, i.subject) as subject,
        left(coalesce(l.text_body, i.text_body), 400) as text, m.at, coalesce(w.name, i.from_name, i.from_address) as who
      from conversation_mail m
      join conversation c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id and p.deleted_at is null
      left join letter l on l.workspace_id = m.workspace_id and l.id = m.letter_id
      left join incoming i on i.workspace_id = m.workspace_id and i.id = m.incoming_id
      left join member w on w.workspace_id = m.workspace_id and w.id = m.member_id
      where ${whose} and m.at < ${before}
      order by m.at desc, m.id desc limit ${limit}`.execute(db)
    return rows.map(itemOf)
  },
}

function itemOf(row: Row): TimelineItem {
  const name = `“${row.subject || 'No subject'}”`
  const text =
    row.direction === 'in'
      ? row.kind === 'automatic'
        ? `Automatic answer: ${name}`
        : `They wrote: ${name}`
      : row.state === 'bounced'
        ? `Mail came back: ${name}`
        : row.state === 'rejected'
          ? `Mail was refused: ${name}`
          : row.state === 'expired'
            ? `Mail could not go out: ${name}`
            : row.state === 'unknown'
              ? `Mail perhaps sent: ${name}`
              : `Mail sent: ${name}`
  return {
    ...{ id: row.id, kind: `mail.${row.direction}`, at: row.at, text, icon: 'mail' },
    detail: firstWords(row.text, 200),
    ...(row.who && { who: row.who }),
    link: `/sales/conversations/${row.conversation_id}`,
    ...(row.kind === 'automatic' && { noise: true }),
  }
}

/** A letter that the mail server took is a try to reach the person, shown by a machine; one that came back tells its writer. */
const letterEnd: LetterEnd = {
  kind: 'conversation',
  ended: async (db, letter, { now, registry }) => {
    const mail = await db
      .selectFrom('conversation_mail')
      .innerJoin('conversation', (on) =>
        on
          .onRef('conversation.workspace_id', '=', 'conversation_mail.workspace_id')
          .onRef('conversation.id', '=', 'conversation_mail.conversation_id'),
      )
      .select([
        'conversation_mail.id',
        'conversation_mail.member_id',
        'conversation.id as conversation_id',
        'conversation.contact_id',
        'conversation.deal_id',
      ])
      .where('conversation_mail.letter_id', '=', letter.id)
      .executeTakeFirst()
    if (!mail?.member_id) return
    const { id, contact_id: contactId, deal_id: dealId, member_id: memberId } = mail
    if (letter.state === 'accepted') {
      const sent = { id, contactId, dealId, memberId, at: letter.at }
      for (const hook of registry.mailed) await hook(db, sent, { now, kinds: registry.journal })
    } else await tellNotArrived(db, { ...mail, ...letter, member_id: memberId }, now)
    await contactNews(db, [{ contactId, cause: 'mail' }], now)
    topicChanged(db, 'conversations', 'contacts', 'deals', 'handovers')
  },
}

export const conversationsWiring: Wiring = {
  notices: [
    { kind: 'mail_answer', label: 'Somebody answers my mail' },
    { kind: 'mail_back', label: 'A mail of mine did not arrive' },
  ],
  journal: [
    {
      kind: 'mail.received',
      sentence: ({ subject }) => `Wrote: “${String(subject || 'No subject')}”`,
      icon: 'mail',
      humanAct: true,
      elsewhere: true,
    },
  ],
  holds: [
    (since) => sql<boolean>`exists (
      select from conversation v where v.workspace_id = contact.workspace_id and v.contact_id = contact.id and v.last_at >= ${since})`,
  ],
  leavers: [conversationLeaver],
  received: [takeMail],
  timeline: [timeline],
  letterEnds: [letterEnd],
}
