/** Firms that people work for: who belongs to whom, and which domains’ addresses are whose. */
export { companyNames } from './changes.ts'
export { domainIn } from './domain.ts'
export { companiesByDomain, companiesOfDomains, domainsOfCompanies, freeMailAmong } from './domains.ts'
export { type KnownThen, knownThen } from './known-then.ts'
export { goneFirms, withinChoices, withinField } from './list.ts'
export {
  companiesChanged,
  companiesFound,
  companiesNamed,
  companyNamed,
  createCompany,
  findCompany,
  type NewCompany,
  ownCompany,
  setCompanyOwner,
} from './store.ts'
export { refuseCircles, untangle, withAllBelow } from './tree.ts'
