import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { Stage } from '#sales/pipeline'
import { fieldsOf, filledFields } from '#workspace/fields'
import { inWords, type Missing, missingFor } from './deal.ts'
import type { DealRow } from './store.ts'

/**
 * What each of these deals lacks to enter a stage; those that lack nothing are left out. What whoever moves it does not see, as
 * a person out of their reach, is there all the same.
 */
export async function lacking(
  db: Db,
  stage: Pick<Stage, 'required'>,
  deals: readonly DealRow[],
): Promise<Map<string, Missing[]>> {
  if (stage.required.length === 0) return new Map()
  const labels = new Map((await fieldsOf(db, 'deal')).map((field) => [field.key, field.label]))
  const filled = await filledFields(
    db,
    deals.map(({ id }) => id),
  )
  return new Map(
    deals.flatMap((deal) => {
      const values = Object.fromEntries([...(filled.get(deal.id) ?? [])].map((key) => [key, true]))
      const missing = missingFor(stage, factsOf(deal), { labels, values })
      return missing.length > 0 ? [[deal.id, missing]] : []
    }),
  )
}

const factsOf = (deal: DealRow) => ({
  oneOffMinor: deal.one_off_minor,
  recurringMinor: deal.recurring_minor,
  termMonths: deal.term_months,
  expectedClose: deal.expected_close,
  contactId: deal.contact_id,
  companyId: deal.company_id,
  ownerId: deal.owner_id,
})

export const requiresInWords = (stage: Pick<Stage, 'name'>, missing: readonly Missing[]): string =>
  `“${stage.name}” needs ${inWords(missing.map((it) => it.words))} first.`

/** Refuses a deal that lacks what the stage requires, with the keys of what is missing. */
export async function refuseIfMissing(db: Db, stage: Stage, deal: DealRow): Promise<void> {
  const missing = (await lacking(db, stage, [deal])).get(deal.id)
  if (missing)
    throw invalid('stage_requires', requiresInWords(stage, missing), {
      missing: missing.map((it) => it.key),
    })
}
