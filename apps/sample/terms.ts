import type { DateTime } from 'luxon'
import type { Content } from '#handover/scoring/contract'
import type { Span } from './acts.ts'
import { type Seller, sellers } from './cast.ts'
import type { Troupe } from './founding.ts'
import type { Stage } from './stage.ts'

type Terms = {
  /** Begins on the Monday after this part of the whole time. */
  from: number
  enter: number
  perWeek: Record<Seller, number>
  /** At most so many who are strong enough, of each product line. */
  weekly: number
  keptPerMonth: number
  answerMinutes: { asked: number; earned: number }
}

/** What marketing and sales agreed on: twice, the second time because too much came that nobody wanted. */
const agreements: readonly Terms[] = [
  {
    ...{ from: 0.06, enter: 52, answerMinutes: { asked: 240, earned: 480 }, weekly: 4, keptPerMonth: 8 },
    perWeek: { quick: 6, slow: 4, picky: 5, contractor: 1 },
  },
  {
    ...{ from: 0.52, enter: 60, answerMinutes: { asked: 120, earned: 360 }, weekly: 2, keptPerMonth: 12 },
    perWeek: { quick: 5, slow: 3, picky: 3, contractor: 1 },
  },
]

/** So many points less would do, thinks marketing: customers bought whom nobody had called strong enough. */
const fewer = 8

/** Both agreements: drafted on a Thursday, signed by one side on Friday and by the other an hour later, in force on Monday. */
export function agreeOn(
  { stage, troupe, lines, span }: { stage: Stage; troupe: Troupe; lines: readonly string[]; span: Span },
  on: (date: string, run: () => Promise<void>, hour: number) => void,
): void {
  for (const terms of agreements) {
    const begins = span.start
      .plus({ days: Math.floor(terms.from * span.days) })
      .startOf('week')
      .plus({ weeks: 1 })
    const before = (days: number) => begins.minus({ days }).toISODate()!
    on(before(4), () => draft(terms, begins, { troupe, lines }), 9)
    on(before(3), () => sign(troupe, 'marketing'), 10)
    on(before(3), () => sign(troupe, 'sales'), 11)
    on(before(0), () => stage.tick('agreement', 'rescore'), 0)
  }
}

/** What marketing would change next, of one product line: drafted, and its replay begun, to be looked at. */
export async function thinkAhead(troupe: Troupe, productLineId: string, { start, end }: Span): Promise<void> {
  const { scoring, replay } = troupe.marketer.client
  const { enter } = agreements.at(-1)!
  await scoring.saveDraft({ productLineId, lanes: 'both', content: contentOf(enter - fewer, productLineId) })
  const year = end.minus({ years: 1 })
  const from = year < start ? start : year
  await replay.start({ productLineId, from: from.toISODate()!, to: end.plus({ days: 1 }).toISODate()! })
}

/** Marketing writes down what was talked over: what is strong enough, the clocks, how many each takes. */
async function draft(
  { enter, perWeek, weekly, keptPerMonth, answerMinutes }: Terms,
  begins: DateTime,
  { troupe, lines }: { troupe: Troupe; lines: readonly string[] },
): Promise<void> {
  const { agreement, scoring } = troupe.marketer.client
  const definitions = []
  for (const productLineId of lines) {
    const content = contentOf(enter, productLineId)
    const { id } = await scoring.saveDraft({ productLineId, lanes: 'both', content })
    definitions.push({ productLineId, definitionId: id })
  }
  const { id } = await agreement.draft({})
  const { content, hash } = await ahead(troupe.marketer)
  await agreement.save({
    ...{ id, hash, startsOn: begins.toISODate() },
    content: {
      ...{ ...content, answerMinutes, keptPerMonth, definitions },
      weekly: lines.map((productLineId) => ({ productLineId, perWeek: weekly })),
      receivers: sellers.map((key) => ({ memberId: troupe[key].id, perWeek: perWeek[key] })),
    },
  })
}

async function sign(troupe: Troupe, side: 'marketing' | 'sales'): Promise<void> {
  const by = side === 'marketing' ? troupe.marketer : troupe.manager
  const { id, hash } = await ahead(by)
  await by.client.agreement.sign({ id, side, hash })
}

async function ahead({ client }: Troupe['marketer']) {
  const { ahead } = await client.agreement.get({})
  if (!ahead) throw new Error('The sample has no draft of an agreement')
  return ahead
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
      matcher: { field: 'job_title', op: 'contains', value: 'manager' },
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
