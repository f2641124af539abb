/** Keyed hashes in place of addresses: known again by whoever has the address, and readable by nobody. */
export { hashKeyOf, keyedHash, keyedHashes, keysBrought, sealedFor } from './keyed.ts'
