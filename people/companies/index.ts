/** Firms that people work for. */
export {
  companiesChanged,
  companiesNamed,
  companyNamed,
  createCompany,
  domainIn,
  findCompany,
  type NewCompany,
  ownCompany,
  setCompanyOwner,
} from './store.ts'
