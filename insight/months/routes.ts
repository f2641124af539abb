import { implement } from '@orpc/server'
import { type Figure, figuresOf, isVisitFigure, pipelineKnownFrom, visitFigures } from '#insight/numbers'
import type { Db } from '#platform/db'
import { type Actor, type Entry, guard, notFound } from '#platform/http'
import { monthsContract } from './contract.ts'
import { monthFile } from './file.ts'
import { monthAfter, monthOf, spanOf } from './month.ts'
import { restatedOf } from './restating.ts'
import { firmOf, frozenMonth, frozenMonths } from './store.ts'

const os = implement(monthsContract).$context<Entry>().use(guard)

/** A month that has begun, as whoever asks may see it: frozen for who sees the whole firm. */
async function monthOpened(db: Db, month: string, actor: Actor, now: Date) {
  const firm = await firmOf(db)
  const ofSeen = actor.reach !== undefined
  const frozen = ofSeen ? undefined : await frozenMonth(db, month)
  const { zone, currency } = frozen ?? firm
  const { from, to, freezesAt } = spanOf(month, zone)
  if (from > now) throw notFound('no_month', 'This month has not begun.')
  return { firm, frozen, currency, freezesAt, filter: { from, to, zone, ofSeen } }
}
type Opened = Awaited<ReturnType<typeof monthOpened>>

/** What says something else now than what froze. */
const restatedSince = async (
  db: Db,
  { frozen, filter }: Opened,
  { was, is, now }: { was: readonly Figure[]; is: readonly Figure[]; now: Date },
) => (frozen ? restatedOf(db, { monthId: frozen.id, was, is, filter, now }) : [])

async function monthPage(db: Db, month: string, it: Opened, { now, visits }: { now: Date; visits: boolean }) {
  const { firm, frozen, filter, currency, freezesAt } = it
  const { zone, from, to, ofSeen } = filter
  const live = await figuresOf(db, filter, now, visits)
  const was = (frozen?.content.figures ?? []).filter((one) => visits || !isVisitFigure(one))
  const state: 'open' | 'frozen' = frozen ? 'frozen' : 'open'
  return {
    ...{ month, from, to, firm: firm.name, zone, currency, state },
    ...{ frozenAt: frozen?.frozenAt ?? null, freezesAt, asOf: frozen?.frozenAt ?? now, ofPart: ofSeen },
    pipelineKnownFrom: await pipelineKnownFrom(db),
    ...(frozen?.content ?? live),
    restated: await restatedSince(db, it, { was, is: live.figures, now }),
  }
}

export const months = os.router({
  list: os.list.handler(async ({ context: { db, now, actor } }) => {
    const { zone, createdAt } = await firmOf(db)
    const frozen = actor.reach ? [] : await frozenMonths(db)
    const rows = []
    const oldest = [monthOf(createdAt, zone), ...frozen.map(({ month }) => month)].sort()[0]!
    for (let month = monthOf(now, zone); month >= oldest; month = monthAfter(month, zone, -1)) {
      const kept = frozen.find((one) => one.month === month)
      const { freezesAt } = spanOf(month, zone)
      const state: 'open' | 'frozen' = kept ? 'frozen' : 'open'
      rows.push({ month, state, frozenAt: kept?.frozenAt ?? null, freezesAt })
    }
    return { rows }
  }),
  get: os.get.handler(async ({ context: { db, now, actor }, input: { month, visits } }) =>
    monthPage(db, month, await monthOpened(db, month, actor, now), { now, visits }),
  ),
  visits: os.visits.handler(async ({ context: { db, now, actor }, input: { month } }) => {
    const it = await monthOpened(db, month, actor, now)
    const is = await visitFigures(db, it.filter, now)
    const was = it.frozen?.content.figures.filter(isVisitFigure)
    const restated = await restatedSince(db, it, { was: was ?? [], is, now })
    return { asOf: it.frozen?.frozenAt ?? now, figures: was ?? is, restated }
  }),
  export: os.export.handler(async ({ context: { db, now, actor }, input: { month } }) =>
    monthFile(await monthPage(db, month, await monthOpened(db, month, actor, now), { now, visits: true })),
  ),
})
