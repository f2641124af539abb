/** Firms that people work for. */
export {
  companiesChanged,
  companyNamed,
  createCompany,
  domainIn,
  findCompany,
  type NewCompany,
} from './store.ts'
