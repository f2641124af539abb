import { implement } from '@orpc/server'
import { marginsOf } from '#insight/margins'
import { checkPeriod, type Filter } from '#insight/sets'
import { contactNames } from '#people/contacts'
import { csvText } from '#platform/csv'
import type { Db } from '#platform/db'
import { type Actor, decodeCursor, type Entry, encodeCursor, guard, notFound } from '#platform/http'
import { wholeUnits } from '#sales/deals'
import { byModel, rangeOf, touchesOf } from './attribution.ts'
import { attributionContract } from './contract.ts'
import { models, modelWords } from './models.ts'
import { campaignNames, dealsBehind } from './store.ts'
import { attributionOf, partsOf, shares } from './table.ts'

const os = implement(attributionContract).$context<Entry>().use(guard)

type Given = Omit<Filter, 'ofSeen' | 'from' | 'to' | 'campaignId'> & {
  from?: Date | undefined
  to?: Date | undefined
}

/** Without a start or an end it is of all time. */
function checked(given: Given, { now, reach }: { now: Date; reach: Actor['reach'] }): Filter {
  const { from, to } = given
  if (from && to) checkPeriod({ from, to })
  return {
    ...given,
    from: from ?? new Date(0),
    to: to ?? new Date(now.getTime() + 1),
    ofSeen: reach !== undefined,
  }
}

const firmOf = (db: Db) => db.selectFrom('workspace').select(['zone', 'currency']).executeTakeFirstOrThrow()

export const attribution = os.router({
  get: os.get.handler(async ({ context: { db, now, actor }, input }) => {
    const { zone, currency } = await firmOf(db)
    const filter = checked(input, { now, reach: actor.reach })
    return { asOf: now, zone: filter.zone ?? zone, currency, ...(await attributionOf(db, filter, now)) }
  }),
  one: os.one.handler(async ({ context: { db, now, actor }, input: { campaignId, ...given } }) => {
    if (!(await campaignNames(db)).has(campaignId)) throw noCampaign()
    const filter = checked(given, { now, reach: actor.reach })
    const all = await shares(db, filter, await marginsOf(db), campaignId)
    const { deals = 0, withoutRate = 0, attributed = byModel(() => 0) } = all.get(campaignId) ?? {}
    const { currency } = await firmOf(db)
    return { asOf: now, currency, deals, withoutRate, attributed, ...rangeOf(attributed) }
  }),
  deals: os.deals.handler(
    async ({ context: { db, now, actor }, input: { campaign, cursor, limit, ...given } }) => {
      const names = await campaignNames(db)
      if (campaign !== 'none' && !names.has(campaign)) throw noCampaign()
      const { rows, n } = await dealsBehind(db, checked(given, { now, reach: actor.reach }), {
        campaign,
        after: cursor ? decodeCursor(cursor, 'timestamptz', 'uuid') : null,
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const people = await contactNames(db, [
        ...new Set(shown.flatMap(({ acts }) => acts.map(({ personId }) => personId))),
      ])
      return {
        rows: shown.map(({ id, name, at, value, acts }) => ({
          id,
          name,
          wonAt: at,
          valueMinor: value,
          attributed: partsOf({ valueMinor: value, acts }).get(campaign === 'none' ? null : campaign) ?? null,
          touches: touchesOf(acts).map((touch) => ({
            at: new Date(touch.at),
            kind: touch.kind,
            campaignId: touch.campaignId,
            campaign: names.get(touch.campaignId) ?? 'A campaign',
            contactId: people.has(touch.personId) ? touch.personId : null,
            person: people.get(touch.personId) ?? 'Somebody',
          })),
        })),
        next: rows.length > limit && last ? encodeCursor([last.cursor_at, last.id]) : null,
        n,
      }
    },
  ),
  export: os.export.handler(async ({ context: { db, now, actor }, input }) => {
    const { currency } = await firmOf(db)
    const told = await attributionOf(db, checked(input, { now, reach: actor.reach }), now)
    const money = (minor: number | null) => (minor === null ? null : wholeUnits(minor, currency))
    const ratio = (value: number | undefined) => (value === undefined ? null : Math.round(value * 1e4) / 1e4)
    const costs = (of: { spendMinor: number | null; ownTimeMinor: number | null }) => [
      money(of.spendMinor),
      money(of.ownTimeMinor),
    ]
    const head = [
      ...['Campaign', 'Campaign id', 'Currency', 'Deals', 'Without a rate', 'Spend', 'Own time'],
      ...models.map((model) => modelWords[model].label),
      ...['Lowest', 'Highest', 'Lowest ROAS', 'Highest ROAS', 'Lowest ROI', 'Highest ROI', 'Note'],
    ]
    const { none, total } = told
    const same = (minor: number) => [...models, 'low', 'high'].map(() => money(minor))
    const lines = [
      ...told.rows.map((row) => [
        ...[row.name, row.campaignId, currency, row.deals, row.withoutRate, ...costs(row)],
        ...models.map((model) => money(row.attributed[model])),
        ...[money(row.low), money(row.high), ratio(row.roas?.low), ratio(row.roas?.high)],
        ...[ratio(row.roi?.low), ratio(row.roi?.high), row.note],
      ]),
      ['None', null, currency, none.deals, none.withoutRate, null, null, ...same(none.valueMinor)],
      ['Unallocated', null, currency, null, null, ...costs(told.unallocated)],
      [
        ...['Total', null, currency, total.deals, total.withoutRate, ...costs(total)],
        ...models.map((model) => money(total.attributed[model])),
        ...[money(total.wonMinor), money(total.wonMinor)],
      ],
    ]
    // The mark tells spreadsheets that this is UTF-8.
    return new File(['\uFEFF', csvText([head, ...lines])], 'attribution.csv', {
      type: 'text/csv;charset=utf-8',
    })
  }),
})

const noCampaign = () => notFound('no_campaign', 'There is no such campaign.')
