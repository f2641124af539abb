import { client, problemOf } from '#ui/client'
import { exponentOf } from '#ui/format'
import { undoable } from '#workspace/audit/screens'
import type { Company } from '../contract.ts'

type Change = Omit<Parameters<typeof client.companies.update>[0], 'id'>
type TextField = 'domain' | 'sector' | 'city' | 'country' | 'ownerId'

/** Saves a change of a company in place; the toast takes it back. */
async function save(company: Company, change: Change, after: () => unknown): Promise<void> {
  try {
    const { operationId } = await client.companies.update({ id: company.id, ...change })
    await after()
    undoable(`${company.name} was changed.`, operationId, after)
  } catch (problem) {
    if (problemOf(problem).reason === 'changed_meanwhile') await after()
    throw problem
  }
}

const seen = (company: Company, field: TextField) =>
  field === 'ownerId' ? (company.owner?.id ?? null) : company[field]

/** An edit of one field: what it will be, and what its maker saw. */
export const textChange = (company: Company, field: TextField, value: string | null): Change => ({
  [field]: value,
  was: { [field]: seen(company, field) },
})
export const customChange = (company: Company, key: string, value: Company['custom'][string]): Change => ({
  custom: { [key]: value },
  was: { [`custom.${key}`]: company.custom[key] ?? null },
})
export const headsChange = (company: Company, value: string | null): Change => ({
  employees: value === null ? null : Number(value),
  was: { employees: company.employees },
})
/** `value` is whole minor units of the firm's own currency. */
export const revenueChange = (company: Company, value: string | null): Change => ({
  revenueMinor: value === null ? null : Number(value),
  was: { revenueMinor: company.revenueMinor },
})

/** How each field of a company is edited in place, in the list as on its page. */
export const editsOf = (after: () => unknown) => ({
  name: async (company: Company, name: string | null) => {
    if (!name) throw new Error('A company needs a name.')
    await save(company, { name, was: { name: company.name } }, after)
  },
  text: (field: TextField) => (company: Company, value: string | null) =>
    save(company, textChange(company, field, value), after),
  tags: (company: Company, tags: string[]) => save(company, { tags }, after),
  parent: (company: Company, parentId: string | null) =>
    save(company, { parentId, was: { parentId: company.parent?.id ?? null } }, after),
  domains: (company: Company, domains: string[]) =>
    save(company, { domains, was: { domains: company.domains } }, after),
  custom: (company: Company, key: string, value: Company['custom'][string]) =>
    save(company, customChange(company, key, value), after),
  employees: async (company: Company, value: string | null) => {
    const employees = value === null ? null : Number(value)
    if (employees !== null && !(Number.isInteger(employees) && employees >= 0))
      throw new Error('A head count is a whole number.')
    await save(company, headsChange(company, value), after)
  },
  revenueMinor: (company: Company, value: string | null) =>
    save(company, revenueChange(company, value), after),
  /** Typed in the firm's own currency, kept in its minor units. */
  revenue: async (company: Company, value: string | null, currency: string) => {
    const revenueMinor = value === null ? null : Math.round(Number(value) * 10 ** exponentOf(currency))
    if (revenueMinor !== null && !Number.isSafeInteger(revenueMinor))
      throw new Error('A turnover is an amount.')
    await save(company, { revenueMinor, was: { revenueMinor: company.revenueMinor } }, after)
  },
})
