/**
 * Files brought in: what a file is and where its columns go is recognised here; each kind of record brings its own rows
 * in through its `importers` wiring.
 */
export { type BringIn, type Brought, bringIn, type Counts, problemSentence } from './bring.ts'
export { type Mapping, mappingShape } from './mapping.ts'
export { nearKeys } from './reading/key.ts'
export { refusedFile } from './refused-file.ts'
