import { client } from '#ui/client'
import { exponentOf } from '#ui/format'
import { undoable } from '#workspace/audit/screens'
import type { Company } from '../contract.ts'

type Change = Omit<Parameters<typeof client.companies.update>[0], 'id'>
type TextField = 'domain' | 'sector' | 'city' | 'country' | 'ownerId'

/** Saves a change of a company in place; the toast takes it back. */
async function save(company: Company, change: Change, after: () => unknown): Promise<void> {
  const { operationId } = await client.companies.update({ id: company.id, ...change })
  await after()
  undoable(`${company.name} was changed.`, operationId, after)
}

/** How each field of a company is edited in place, in the list as on its page. */
export const editsOf = (after: () => unknown) => ({
  name: async (company: Company, name: string | null) => {
    if (!name) throw new Error('A company needs a name.')
    await save(company, { name }, after)
  },
  text: (field: TextField) => (company: Company, value: string | null) =>
    save(company, { [field]: value }, after),
  custom: (company: Company, key: string, value: string | null) =>
    save(company, { custom: { [key]: value } }, after),
  employees: async (company: Company, value: string | null) => {
    const employees = value === null ? null : Number(value)
    if (employees !== null && !(Number.isInteger(employees) && employees >= 0))
      throw new Error('A head count is a whole number.')
    await save(company, { employees }, after)
  },
  /** Typed in the firm's own currency, kept in its minor units. */
  revenue: async (company: Company, value: string | null, currency: string) => {
    const revenueMinor = value === null ? null : Math.round(Number(value) * 10 ** exponentOf(currency))
    if (revenueMinor !== null && !Number.isSafeInteger(revenueMinor))
      throw new Error('A turnover is an amount.')
    await save(company, { revenueMinor }, after)
  },
})
