import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'
import { holdRules, routingRules, saveRules } from './store.ts'

/** Rules that name somebody who leaves: a rule whose people are all gone would send its leads to nobody. */
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
    const named = (memberIds: readonly string[]) => [
      ...new Set(memberIds.map((id) => (id === fromId ? toId : id))),
    ]
    await saveRules(
      db,
      rules.map((rule) => ({ ...rule, memberIds: named(rule.memberIds) })),
      now,
    )
  },
}
