import type { ImportRecord } from '../own-fields.ts'
import { headerKey } from './header-key.ts'
import type { FileProfile } from './profile.ts'
import type { Place, Tool } from './tools.ts'

/** Where a column goes, and why. */
export type Chosen = { field: string; because: string; place: Place | null }

/**
 * What a row says of a firm or a deal goes there if it names one; else it is a field of the row's own record. In a file that
 * is nobody's export only a deal shows that rows speak of several: "Industry" may be a field of people.
 */
export function leavePartsAlone(chosen: Map<number, Chosen>, taken: Set<string>, tool: Tool | undefined) {
  const isMixed = tool !== undefined || taken.has('deals.name') || taken.has('contacts.email')
  const named: Record<string, readonly string[]> = {
    companies: ['companyName', 'company'],
    deals: ['deals.name', 'deals.externalId'],
    contacts: ['contacts.email', 'contacts.lastName', 'contacts.fullName'],
  }
  for (const [index, { field }] of chosen) {
    if (!field.includes('.')) continue
    const by = named[field.split('.')[0]!]
    if (!isMixed || (by && !by.some((one) => taken.has(one)))) {
      chosen.delete(index)
      taken.delete(field)
    }
  }
}

const wholeOrPart = new Set(['name', 'nom', 'nombre', 'nome', 'naam'])

/**
 * "Name" is the last name when a column for the first name stands beside it ("Vorname", "Prénom"), and the first name
 * beside one for the last ("Cognome", "Apellidos").
 */
export function splitNames(
  record: ImportRecord,
  { columns }: FileProfile,
  chosen: Map<number, Chosen>,
  taken: Set<string>,
) {
  if (record !== 'contacts' || taken.has('firstName') === taken.has('lastName')) return
  const name = columns.find(
    ({ index, name }) => wholeOrPart.has(headerKey(name)) && chosen.get(index)?.field === 'fullName',
  )
  if (!name) return
  const [field, other] = taken.has('firstName') ? ['lastName', 'first'] : ['firstName', 'last']
  chosen.set(name.index, {
    ...{ field: field!, place: null },
    because: `A column for the ${other} name stands beside it.`,
  })
}
