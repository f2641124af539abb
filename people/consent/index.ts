/** The consent ledger: what somebody permits on which channel, on which basis, with wording and proof. */
export { against, hasStopped, type Permission } from './permission.ts'
export { addConsent, keepWording, type NewConsent, permissionsOf, permissionsOfAll } from './store.ts'
export { lineWords, proofWords } from './words.ts'
