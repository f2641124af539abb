import { type Inside, invalid } from '#platform/http'

/**
 * Who may be named as the owner of a record: a member, and only one whose records the giver sees, so that nothing
 * disappears from whoever gives it away. `what` is the record in words, as "this deal". Undefined: not spoken of.
 */
export async function checkOwner(
  { db, actor: { reach } }: Pick<Inside, 'db' | 'actor'>,
  ownerId: string | null | undefined,
  what: string,
): Promise<void> {
  if (ownerId === undefined) return
  const within = !reach || (ownerId === null ? reach.unowned : reach.members.includes(ownerId))
  if (!within)
    throw invalid(
      'owner_out_of_reach',
      `You would not see ${what} any more. Ask somebody who sees everything.`,
      {
        fields: { ownerId: 'Out of your reach' },
      },
    )
  if (ownerId === null) return
  const member = await db.selectFrom('member').select('id').where('id', '=', ownerId).executeTakeFirst()
  if (!member)
    throw invalid('no_member', 'There is no such member.', { fields: { ownerId: 'Choose a member' } })
}
