import type { Content } from '#handover/scoring/contract'
import type { Seller } from './cast.ts'
import type { Client } from './stage.ts'

type Terms = {
  /** From this part of the whole time on. */
  from: number
  enter: number
  perWeek: Record<Seller, number>
  answerMinutes: { asked: number; earned: number }
}

/** What marketing and sales agreed on: twice, the second time because too much came that nobody wanted. */
export const agreements: readonly Terms[] = [
  {
    ...{ from: 0.06, enter: 52, answerMinutes: { asked: 240, earned: 480 } },
    perWeek: { quick: 6, slow: 4, picky: 5, contractor: 1 },
  },
  {
    ...{ from: 0.52, enter: 60, answerMinutes: { asked: 120, earned: 360 } },
    perWeek: { quick: 5, slow: 3, picky: 3, contractor: 1 },
  },
]

/** Puts terms in force: the definition of each product line, the clocks, how many each takes a week. */
export async function agree(
  { enter, answerMinutes, perWeek }: Terms,
  { manager, lines, members }: { manager: Client; lines: readonly string[]; members: Record<Seller, string> },
): Promise<void> {
  for (const productLineId of lines) {
    const { id } = await manager.scoring.saveDraft({
      productLineId,
      lanes: 'both',
      content: contentOf(enter, productLineId),
    })
    await manager.scoring.enforce({ id, starts: 'now' })
  }
  const { version: _, fromAt: __, ...seam } = await manager.handovers.seam({})
  await manager.handovers.saveSeam({ ...seam, answerMinutes })
  for (const [key, memberId] of Object.entries(members))
    await manager.routing.saveCapacity({ memberId, perWeek: perWeek[key as Seller] })
}

const contentOf = (enter: number, line: string): Content => ({
  rules: [
    { id: 'size', axis: 'fit', points: 18, matcher: { field: 'company.employees', op: 'gte', value: 50 } },
    {
      id: 'sector',
      axis: 'fit',
      points: 14,
      matcher: { field: 'company.sector', op: 'in', value: ['Manufacturing', 'Logistics', 'Energy'] },
    },
    {
      id: 'decides',
      axis: 'fit',
      points: 10,
      matcher: { field: 'job_title', op: 'contains', value: 'anage' },
    },
    interest(line, 'trial', 26, 'trial_started', null, 1),
    interest(line, 'calculator', 14, 'calculator_used', null, 2),
    interest(line, 'price', 11, 'pricing_viewed', 2000, 2),
    interest(line, 'webinar', 9, 'webinar_attended', null, 2),
    interest(line, 'form', 8, 'form.submitted', null, 2),
  ],
  ...{ fitMax: 40, interestMax: 60, enter, leave: enter - 12 },
  required: ['email'],
  exclude: [{ field: 'job_title', op: 'eq', value: 'Student' }],
  recencyDays: 60,
})

const interest = (
  line: string,
  id: string,
  points: number,
  kind: string,
  lifeH: number | null,
  last: number,
): Content['rules'][number] => ({
  ...{ id, axis: 'interest', points, lifeH, last },
  matcher: { kind, where: [{ path: 'productLineId', op: 'eq', value: line }] },
})
