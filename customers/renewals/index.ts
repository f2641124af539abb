/** Customers by what they bought, and when the first of their running terms ends. */
export { renewalsBetween } from './finding.ts'
