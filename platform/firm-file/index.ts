/**
 * All of one firm in one file: every table whose rows belong to it, found in the catalog, but for what slices say stays where
 * it is. Another installation, or the same one, makes an equal firm of it.
 */
export { type Brought, bringFirm } from './bringing.ts'
export { BadFirmFile, type Manifest } from './manifest.ts'
export { openFirmFile } from './reading.ts'
export { allRules, carriedTables } from './tables.ts'
export { type Written, writeFirmFile } from './writing.ts'
