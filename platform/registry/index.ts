/** What a slice offers to others, as plain data that `apps` collects: upward needs without upward imports. */
export { type BinKind, daysInBin } from './bin.ts'
export type { BulkAct, BulkInside, Stayed } from './bulk.ts'
export type { CarryRule } from './carried.ts'
export type {
  Importer,
  ImportFiles,
  ImportFinding,
  ImportHow,
  ImportPolicy,
  ImportRecord,
  ImportRow,
  PackedFile,
  StatedPermission,
} from './importing.ts'
export { isNumberOfTool, sameTool } from './importing.ts'
export type { ListCondition, ListFieldInfo, ListKind, ListLast, ListOffer } from './lists.ts'
export type { LetterEnd, MailedHook, ReceivedHook, ReceivedMail } from './mail.ts'
export type {
  CoverHook,
  CoverWish,
  DigestSource,
  ErasingHook,
  FormulaInput,
  FormulaKind,
  Founder,
  HangingKind,
  HoldHook,
  Job,
  JobContext,
  JournalKind,
  KeptSource,
  Leaver,
  Leaving,
  MergeHook,
  NoticeKind,
  OtherAct,
  ProgramHook,
  Promised,
  PumpBatch,
  PumpStep,
  RecordKind,
  Registry,
  RestoredHook,
  TopicUse,
  Undoer,
  Undoing,
  UndoResult,
  Wiring,
  WonHook,
} from './registry.ts'
export { followRows } from './restored.ts'
export type { TimelineFile, TimelineItem, TimelineSource } from './timeline.ts'
export {
  type ChangeWords,
  type LoggedRow,
  lifeEvent,
  lifeOf,
  type ReadChange,
  type RowChange,
  type ToldField,
  type ToldRecord,
} from './told.ts'
