import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { defaultProductLine } from '#catalogue/products'
import { refuseAgreed } from '#handover/agreed'
import { findContact } from '#people/contacts'
import { type Entry, guard, invalid } from '#platform/http'
import { saveCapacity } from '#workspace/calendars'
import { findTeam, holdMembers, membersOf } from '#workspace/members'
import { routingContract } from './contract.ts'
import { routingFields } from './fields.ts'
import { gapsOf } from './gaps.ts'
import { membersFor, route, routingRules, saveRules } from './store.ts'

const os = implement(routingContract).$context<Entry>().use(guard)
const nobody: Record<string, string> = {
  'no member': 'Nobody takes leads. Say under Settings → Members who does.',
  'no cover': 'Everybody who could take it is away, and nobody stands in.',
  'no capacity': 'Everybody has taken what they agreed on for this week.',
}

export const routing = os.router({
  rules: os.rules.handler(async ({ context: { db } }) => ({
    rows: (await routingRules(db)).map(({ position: _, ...rule }) => ({
      ...rule,
      memberIds: [...rule.memberIds],
      conditions: rule.conditions.map((it) => ({ ...it, value: it.value as string })),
    })),
  })),
  saveRules: os.saveRules.handler(async ({ context: { db, now, operationId }, input }) => {
    // Held, so that nobody leaves between being looked up and being named.
    const named = input.rules.flatMap(({ memberIds }) => memberIds)
    if (named.length > 0) await holdMembers(db, named)
    const known = new Set(
      (await membersOf(db)).filter(({ status }) => status !== 'left').map((member) => member.id),
    )
    for (const [n, rule] of input.rules.entries()) {
      if (rule.teamId) await findTeam(db, rule.teamId)
      if (rule.memberIds.length === 0 && !rule.teamId)
        throw invalid('nobody_named', `“${rule.name}” names nobody.`, {
          fields: { [`rules.${n}.memberIds`]: 'Choose a person or team' },
        })
      if (rule.memberIds.some((id) => !known.has(id)))
        throw invalid('no_member', `“${rule.name}” names somebody who does not work here.`, {
          fields: { [`rules.${n}.memberIds`]: 'Choose members' },
        })
    }
    await saveRules(db, input.rules, now)
    return { operationId }
  }),
  fields: os.fields.handler(async ({ context: { db } }) => ({ rows: await routingFields(db) })),
  turns: os.turns.handler(async ({ context: { db, now, actor } }) => {
    const members = await membersFor(db, now)
    const sees = (id: string) => !actor.reach || actor.reach.members.includes(id)
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from product_line where archived_at is null order by created_at, id`.execute(db)
    return {
      members: members
        .filter((member) => member.takesLeads)
        .map((member) => ({
          memberId: member.id,
          name: member.name,
          perWeek: member.weeklyCapacity,
          takenThisWeek: sees(member.id) ? member.takenThisWeek : null,
          openOffers: sees(member.id) ? member.openOffers : null,
          away: member.isAbsent,
        })),
      gaps: gapsOf(await routingRules(db), members, rows),
    }
  }),
  saveCapacity: os.saveCapacity.handler(async ({ context: { db, now, operationId }, input }) => {
    const known = (await membersOf(db)).find((member) => member.id === input.memberId)
    if (!known) throw invalid('no_member', 'Choose a member.', { fields: { memberId: 'No member' } })
    await refuseAgreed(db, `What ${known.name} takes a week is`, ({ receivers }) =>
      receivers.some(({ memberId }) => memberId === input.memberId),
    )
    await saveCapacity(db, input.memberId, input.perWeek, now)
    return { operationId }
  }),
  tryOut: os.tryOut.handler(async ({ context: { db, now }, input }) => {
    const { id } = await findContact(db, input.contactId)
    const productLineId = input.productLineId ?? (await defaultProductLine(db))
    const found = await route(db, { contactId: id, leadId: null, lane: input.lane, productLineId }, now)
    return 'memberId' in found
      ? found
      : { memberId: null, because: [nobody[found.none] ?? found.none], tried: found.tried }
  }),
})
