/** Firms that people work for. */
export {
  companiesChanged,
  companyNamed,
  createCompany,
  domainIn,
  findCompany,
  type NewCompany,
  ownCompany,
} from './store.ts'
