/** Customers: whoever bought, as a company or a person without one, with what recurs and until when. */
export { customerSpans, termsByCustomer, wonByCustomer } from './customer.ts'
