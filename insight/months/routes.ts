import { implement } from '@orpc/server'
import { pipelineKnownFrom } from '#insight/numbers'
import type { Db } from '#platform/db'
import { type Actor, type Entry, guard, notFound } from '#platform/http'
import { monthsContract } from './contract.ts'
import { monthFile } from './file.ts'
import { monthAfter, monthOf, spanOf } from './month.ts'
import { restatedOf } from './restating.ts'
import { contentOf, firmOf, frozenMonth, frozenMonths } from './store.ts'

const os = implement(monthsContract).$context<Entry>().use(guard)

/** One month as whoever asks may see it. */
async function monthPage(db: Db, month: string, actor: Actor, now: Date) {
  const firm = await firmOf(db)
  const ofSeen = actor.reach !== undefined
  const frozen = ofSeen ? undefined : await frozenMonth(db, month)
  const { zone, currency } = frozen ?? firm
  const { from, to, freezesAt } = spanOf(month, zone)
  if (from > now) throw notFound('no_month', 'This month has not begun.')
  const live = await contentOf(db, { month, zone, ofSeen }, now)
  const restated = frozen
    ? await restatedOf(db, {
        monthId: frozen.id,
        was: frozen.content.figures,
        is: live.figures,
        filter: { from, to, zone, ofSeen },
        now,
      })
    : []
  const state: 'open' | 'frozen' = frozen ? 'frozen' : 'open'
  return {
    ...{ month, from, to, firm: firm.name, zone, currency, state },
    ...{ frozenAt: frozen?.frozenAt ?? null, freezesAt, asOf: frozen?.frozenAt ?? now, ofPart: ofSeen },
    pipelineKnownFrom: await pipelineKnownFrom(db),
    ...(frozen?.content ?? live),
    restated,
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
  get: os.get.handler(({ context: { db, now, actor }, input }) => monthPage(db, input.month, actor, now)),
  export: os.export.handler(async ({ context: { db, now, actor }, input }) =>
    monthFile(await monthPage(db, input.month, actor, now)),
  ),
})
