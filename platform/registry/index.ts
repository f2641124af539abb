/** What a slice offers to others, as plain data that `apps` collects: upward needs without upward imports. */
export type {
  Founder,
  Job,
  JobContext,
  JournalKind,
  MergeHook,
  PumpBatch,
  PumpStep,
  RecordKind,
  Registry,
  RestoredHook,
  TimelineItem,
  TimelineSource,
  Wiring,
} from './registry.ts'
