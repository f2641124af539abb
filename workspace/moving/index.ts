/** A firm goes elsewhere: all of it in one file that an owner asks for, and what came from such a file until it is confirmed. */
export { mountFirmFiles } from './mount.ts'
export { dropExports } from './store.ts'
