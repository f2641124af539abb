/** Backup and restore of a whole installation: every table in one snapshot, in one file. */

export { BadArchive } from './archive.ts'
export { backup, restore } from './backup.ts'
