/**
 * Files brought in: what a file is and where its columns go is recognised here; each kind of record brings its own rows
 * in through its `importers` wiring. From a screen it runs in the background, from the command line at once.
 */
export { type BringIn, type Brought, bringIn, problemSentence } from './bring.ts'
export type { RowCounts } from './contract.ts'
export { dropEndedFiles } from './dropping.ts'
export { inRounds, roundByRound } from './in-rounds.ts'
export { nearKeys } from './reading/key.ts'
export { refusedFile } from './refused-file.ts'
export { removeFilesOf } from './upload.ts'
