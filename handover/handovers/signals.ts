import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { notify } from '#workspace/notices'
import { managers } from './offering.ts'
import type { Held } from './record.ts'

/** Who answers for a customer. */
export async function accountOwner(db: Db, contactId: string): Promise<string | null> {
  const { rows } = await sql<{ owner: string | null }>`
    select coalesce(s.account_owner_id, c.owner_id, co.owner_id) as owner from contact c
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
  const contact = await db.selectFrom('contact').select('name').where('id', '=', contactId).executeTakeFirst()
  const to = ownerId ? [ownerId] : (await managers(db)).map((member) => member.id)
  for (const memberId of to)
    await notify(
      db,
      {
        memberId,
        kind: 'signal',
        title: `${contact?.name ?? 'Somebody'} is interested again`,
        body: reason,
        link: `/handovers/${row.id}`,
        handoverId: row.id,
        contactId,
        mail: { text: `${reason}. Now is the moment to call.` },
      },
      now,
    )
}
