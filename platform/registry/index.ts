/** What a slice offers to others, as plain data that `apps` collects: upward needs without upward imports. */
export type { JournalKind, Job, MergeHook, PumpBatch, PumpStep, RecordKind, TimelineItem, TimelineSource, Wiring } from './registry.ts'
