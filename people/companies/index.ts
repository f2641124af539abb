/** Firms that people work for. */
export {
  companiesChanged,
  companiesFound,
  companiesNamed,
  companyNamed,
  createCompany,
  domainIn,
  findCompany,
  type NewCompany,
  ownCompany,
  setCompanyOwner,
} from './store.ts'
