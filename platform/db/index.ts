/**
 * The database: three ways in and no other. `tenant` for all work inside a workspace (row-level security fences it),
 * `auth` for sign-in before a workspace is known, `engine` for queues and clocks across workspaces. `owner` migrates,
 * backs up and loads.
 */
export { inTransaction, mustBeOutside } from './boundary.ts'
export { changedRecords, changedSince, noteRecords, withMargin } from './changed.ts'
export { columnOf } from './column.ts'
export {
  type Access,
  type Database,
  type DatabaseConfig,
  type Db,
  openDatabase,
  type Tables,
  withCommit,
} from './database.ts'
export { type Embedded, FolderInUseError, findEmbedded, startEmbedded } from './embedded/embedded.ts'
export {
  isForeignKeyViolation,
  isOutage,
  isOvertaken,
  isTransient,
  isUniqueViolation,
  sqlState,
} from './errors.ts'
export { containing } from './like.ts'
export {
  type ChangeNews,
  firmsWithNews,
  listenToChanges,
  noteNews,
  takeNews,
} from './listening.ts'
export { comparedMigrations, migrate, migrationFiles, schemaVersion } from './migrate.ts'
export { referencedFirst } from './ordered.ts'
export { aboutMany, lookAnew } from './planning.ts'
export { whyNoDatabase } from './probe.ts'
export { afterRaces } from './races.ts'
export { beyondReach, seesAll } from './reach.ts'
export { asSeenBy } from './seen-by.ts'
export { inSteps, mostForgotten } from './steps.ts'
export { refusedAsTaken, rehearsed, Taken, unlessTaken } from './taken.ts'
export { tellOfAct } from './telling.ts'
export { fastSettings, quiet, temporaryDatabase } from './temporary.ts'
