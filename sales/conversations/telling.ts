import type { Db } from '#platform/db'
import { notify } from '#workspace/notices'

/** Whoever wrote a mail hears that it reached nobody, or perhaps not, and why. */
export async function tellNotArrived(
  db: Db,
  mail: {
    member_id: string
    conversation_id: string
    contact_id: string
    reply: string | null
    state: string
  },
  now: Date,
): Promise<void> {
  const contact = await db
    .selectFrom('contact')
    .select('name')
    .where('id', '=', mail.contact_id)
    .executeTakeFirst()
  const name = contact?.name ?? 'somebody'
  const reply = mail.reply ?? 'The mail server gave no reason.'
  await notify(
    db,
    {
      memberId: mail.member_id,
      kind: 'mail_back',
      title:
        mail.state === 'unknown'
          ? `Perhaps your mail to ${name} did not arrive`
          : `Your mail to ${name} did not arrive`,
      body: reply,
      link: `/sales/conversations/${mail.conversation_id}`,
      contactId: mail.contact_id,
    },
    now,
  )
}

/** Whoever has the thread hears of an answer. */
export async function tellAnswer(
  db: Db,
  it: { memberId: string; conversationId: string; contactId: string; name: string; words: string },
  now: Date,
): Promise<void> {
  await notify(
    db,
    {
      memberId: it.memberId,
      kind: 'mail_answer',
      title: `${it.name} wrote to you`,
      body: it.words,
      link: `/sales/conversations/${it.conversationId}`,
      contactId: it.contactId,
      mail: { text: it.words },
    },
    now,
  )
}
