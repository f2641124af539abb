import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'
import { findMember } from '#workspace/members'
import { holdRules, routingRules, saveRules } from './store.ts'

/**
 * Rules that name somebody who leaves: their successor stands there, if they take leads. A rule whose people are all gone would
 * let its leads wait for nobody, so it ends.
 */
export const routingLeaver: Leaver = {
  what: 'rules of who gets which leads',
  held: (db, memberId) =>
    db
      .selectFrom('routing_rule')
      .select('id')
      .where('to_at', 'is', null)
      .where(sql<boolean>`${memberId} = any(member_ids)`),
  move: async (db, _ids, { fromId, toId, now }) => {
    await holdRules(db)
    const rules = await routingRules(db)
    if (!rules.some(({ memberIds }) => memberIds.includes(fromId))) return
    const goesOn = (await findMember(db, toId)).takes_leads
    const named = (memberIds: readonly string[]) => [
      ...new Set(memberIds.flatMap((id) => (id !== fromId ? [id] : goesOn ? [toId] : []))),
    ]
    await saveRules(
      db,
      rules
        .map((rule) => ({ ...rule, memberIds: named(rule.memberIds) }))
        .filter(({ memberIds, teamId }) => memberIds.length > 0 || teamId !== null),
      now,
    )
  },
}
