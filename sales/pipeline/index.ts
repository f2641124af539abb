/** The pipeline: its stages with probability, what each requires, and which one means "qualified". */
export { isQualified, type Stage, type StageKind } from './pipeline.ts'
export { closeReasons, makeDefaultPipeline, stages } from './store.ts'
