import type { client } from '#ui/client'
import type { Field } from '#workspace/fields/contract'
import type { CustomValue } from '#workspace/fields/screens'
import { valueMinor } from '../deal.ts'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>

/** What a stage can demand of a deal, while it is filled in. */
export type Facts = {
  oneOffMinor: number | null
  recurringMinor: number | null
  termMonths: number | null
  expectedClose: string | null
  contactId: string | null
  companyId: string | null
  ownerId: string | null
  fields: Record<string, CustomValue>
}

const monthsFirst = 12

export const factsOf = (deal: Loaded, custom: readonly Field[]): Facts => ({
  oneOffMinor: deal.oneOffMinor || null,
  recurringMinor: deal.recurringMinor || null,
  termMonths: deal.termMonths || monthsFirst,
  expectedClose: deal.expectedClose,
  contactId: deal.contact?.id ?? null,
  companyId: deal.company?.id ?? null,
  ownerId: deal.owner?.id ?? null,
  fields: Object.fromEntries(custom.map(({ key }) => [key, deal.fields[key] ?? null])),
})

const amountsOf = ({ oneOffMinor, recurringMinor, termMonths }: Facts) => ({
  oneOffMinor: oneOffMinor ?? 0,
  recurringMinor: recurringMinor ?? 0,
  termMonths: recurringMinor ? (termMonths ?? 0) : 0,
})

/** What is still missing, by the name of its field. */
export function slipsOf(facts: Facts, keys: readonly string[]): Record<string, string> {
  const slips: Record<string, string> = {}
  for (const key of keys) {
    if (key === 'amount') {
      if (valueMinor(amountsOf(facts)) <= 0) slips.oneOffMinor = 'One-off or each month, more than nothing'
    } else if (key === 'expectedClose') {
      if (facts.expectedClose === null) slips.expectedClose = 'Choose a day'
    } else if (key === 'contact') {
      if (facts.contactId === null) slips.contactId = 'Choose a person'
    } else if (key === 'company') {
      if (facts.companyId === null) slips.companyId = 'Choose a company'
    } else if (key === 'owner') {
      if (facts.ownerId === null) slips.ownerId = 'Choose somebody'
    } else if ((facts.fields[key] ?? '') === '') slips[`fields.${key}`] = 'Fill this in'
  }
  return slips
}

/** What is sent: only what was asked for. */
export function changeOf(facts: Facts, keys: readonly string[]) {
  const custom = keys.filter((key) => key in facts.fields)
  return {
    ...(keys.includes('amount') && amountsOf(facts)),
    ...(keys.includes('expectedClose') && { expectedClose: facts.expectedClose }),
    ...(keys.includes('contact') && { contactId: facts.contactId }),
    ...(keys.includes('company') && { companyId: facts.companyId }),
    ...(keys.includes('owner') && { ownerId: facts.ownerId }),
    ...(custom.length > 0 && {
      fields: Object.fromEntries(custom.map((key) => [key, facts.fields[key] ?? null])),
    }),
  }
}
