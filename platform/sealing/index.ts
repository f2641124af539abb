/** Secrets that must be used again, as a mailbox's password, lie sealed in the database: a copy of it alone opens none. */
export { SealBroken, seal, unseal } from './sealing.ts'
