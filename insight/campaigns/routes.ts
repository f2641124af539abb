import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { campaignResultsContract } from './contract.ts'
import { ownRates } from './rates.ts'
import { campaignResults, influencedBy } from './results.ts'

const os = implement(campaignResultsContract).$context<Entry>().use(guard)

export const campaignOutcomes = os.router({
  list: os.list.handler(({ context: { db, now, actor } }) =>
    campaignResults(db, now, actor.reach !== undefined),
  ),
  influenced: os.influenced.handler(({ context: { db, now, actor }, input }) =>
    influencedBy(db, input.campaignId, now, actor.reach !== undefined),
  ),
  rates: os.rates.handler(({ context: { db, now, actor } }) => ownRates(db, { now, reach: actor.reach })),
})
