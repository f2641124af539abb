import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { membersSeeing } from '#workspace/members'
import { notify } from '#workspace/notices'
import type { Held } from './record.ts'

/** Who answers for a customer: who took them over after the sale, else whose sale it was, else whose person or firm. */
export async function accountOwner(db: Db, contactId: string): Promise<string | null> {
  const { rows } = await sql<{ owner: string | null }>`
    select coalesce((select h.receiver_id from handover h where h.kind = 'onboarding' and h.state = 'working'
        and (h.contact_id = c.id or h.company_id = c.company_id) order by h.opened_at desc, h.id desc limit 1), s.account_owner_id, c.owner_id, co.owner_id) as owner from contact c
    left join standing s on s.contact_id = c.id left join company co on co.id = c.company_id
    where c.id = ${contactId}`.execute(db)
  return rows[0]?.owner ?? null
}

/** The hottest moment never gets lost: without an owner the managers hear of it. */
export async function tellSignal(
  db: Db,
  { row }: Held,
  ownerId: string | null,
  reason: string,
  now: Date,
  contactId = row.contact_id,
): Promise<void> {
  const { rows } = await sql<{ name: string; company: string | null; owner_id: string | null }>`
    select c.name, co.name as company, c.owner_id from contact c left join company co on co.id = c.company_id
    where c.id = ${contactId}`.execute(db)
  const contact = rows[0]
  const to = ownerId
    ? [ownerId]
    : (await membersSeeing(db, 'handovers.manage', null)).map((member) => member.id)
  const contractors = await db.selectFrom('member').select('id').where('role', '=', 'contractor').execute()
  for (const memberId of to) {
    // As on the card: a contractor is told whom it is about only of their own people.
    const hidden = contact?.owner_id !== memberId && contractors.some(({ id }) => id === memberId)
    const name = hidden ? contact?.company : contact?.name
    await notify(
      db,
      {
        memberId,
        kind: 'signal',
        title: `${name ?? 'Somebody'} is interested again`,
        body: reason,
        link: `/handovers/${row.id}`,
        handoverId: row.id,
        ...(!hidden && { contactId }),
        mail: { text: `${reason}. Now is the moment to call.` },
      },
      now,
    )
  }
}
