import { implement } from '@orpc/server'
import type { Db } from '#platform/db'
import { type Entry, guard, invalid } from '#platform/http'
import { isAskedFor } from './absence.ts'
import {
  absencesOf,
  cancelAbsence,
  decideAbsence,
  enterAbsence,
  manages,
  mayChange,
  mustBeAllowed,
} from './absences.ts'
import { calendarsContract } from './contract.ts'
import { holidaysOf, regions } from './holidays.ts'
import { firmHours, ownHours, saveHours } from './store.ts'

const os = implement(calendarsContract).$context<Entry>().use(guard)
const mostCoveredMs = 93 * 86_400_000

export const calendars = os.router({
  get: os.get.handler(async ({ context: { db, now, actor } }) => {
    const members = await db
      .selectFrom('member')
      .select(['id', 'name', 'role', 'takes_leads'])
      .where('status', '=', 'active')
      .orderBy('name')
      .orderBy('id')
      .execute()
    const ids = members.map((member) => member.id)
    const own = await ownHours(db, ids, now)
    const away = await absencesOf(db, now, ids)
    const decides = manages(actor)
    return {
      firm: await firmHours(db, now),
      mayChangeFirm: actor.permissions.has('calendars.manage'),
      members: members.map(({ id, name, role, takes_leads: takesLeads }) => ({
        memberId: id,
        name,
        own: own.get(id) ?? null,
        absences: away
          .filter(({ memberId, state }) => memberId === id && (state !== 'refused' || mayChange(actor, id)))
          .map((one) => ({ ...one, mayDecide: decides && one.state === 'asked' })),
        asksFor: isAskedFor({ role, takesLeads }, { manages: decides }),
        mayChange: mayChange(actor, id),
      })),
    }
  }),
  setFirm: os.setFirm.handler(async ({ context: { db, now, operationId }, input }) => {
    await mustKnowRegion(input.region)
    await saveHours(db, null, input, now)
    return { operationId }
  }),
  setMember: os.setMember.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const { memberId, ...wanted } = input
    mustBeAllowed(actor, memberId)
    await mustBeActive(db, memberId, 'memberId')
    await mustKnowRegion(wanted.region)
    await saveHours(db, memberId, wanted, now)
    return { operationId }
  }),
  clearMember: os.clearMember.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    mustBeAllowed(actor, input.memberId)
    await saveHours(db, input.memberId, null, now)
    return { operationId }
  }),
  addAbsence: os.addAbsence.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const { memberId, deputyId, fromAt, toAt } = input
    mustBeAllowed(actor, memberId)
    await mustBeActive(db, memberId, 'memberId')
    if (toAt <= fromAt)
      throw invalid('empty_absence', 'An absence ends after it begins.', {
        fields: { toAt: 'After the first day' },
      })
    if (toAt <= now)
      throw invalid('past_absence', 'This absence is over already.', { fields: { toAt: 'In the future' } })
    if (deputyId === memberId)
      throw invalid('own_deputy', 'Choose a colleague as deputy.', { fields: { deputyId: 'A colleague' } })
    if (deputyId) await mustBeActive(db, deputyId, 'deputyId')
    return { ...(await enterAbsence(context, input)), operationId }
  }),
  grantAbsence: os.grantAbsence.handler(async ({ context, input }) => {
    await decideAbsence(context, input.id, { state: 'granted', refusal: null })
    return { operationId: context.operationId }
  }),
  refuseAbsence: os.refuseAbsence.handler(async ({ context, input }) => {
    await decideAbsence(context, input.id, { state: 'refused', refusal: input.reason.trim() })
    return { operationId: context.operationId }
  }),
  coverage: os.coverage.handler(async ({ context: { db, now, registry }, input }) => {
    const { memberId, fromAt, toAt, deputyId = null } = input
    if (toAt <= fromAt || toAt.getTime() - fromAt.getTime() > mostCoveredMs)
      throw invalid('no_period', 'Ask for a period of at most a quarter of a year.', {
        fields: { toAt: 'After the first day' },
      })
    const found = await Promise.all(
      registry.covers.map((cover) => cover(db, { memberId, fromAt, toAt, deputyId }, now)),
    )
    return { lines: found.flatMap(({ lines }) => lines), gaps: found.flatMap(({ gaps }) => gaps) }
  }),
  cancelAbsence: os.cancelAbsence.handler(async ({ context, input }) => {
    await cancelAbsence(context, input.id)
    return { operationId: context.operationId }
  }),
  regions: os.regions.handler(() => regions()),
  holidays: os.holidays.handler(async ({ input }) => {
    await mustKnowRegion(input.region)
    return holidaysOf(input.region, input.year)
  }),
})

async function mustBeActive(db: Db, id: string, field: string): Promise<void> {
  const found = await db
    .selectFrom('member')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!found)
    throw invalid('no_member', 'Choose somebody who works here.', { fields: { [field]: 'Unknown' } })
}

async function mustKnowRegion(region: string): Promise<void> {
  const known = await regions()
  if (!known.some((one) => one.code === region))
    throw invalid(
      'unknown_region',
      'No public holidays are known for this region. Choose one from the list.',
      {
        fields: { region: 'Choose from the list' },
      },
    )
}
