/** A draft walked over what people did in a past period, beside what was in force. */
export { replayedDraft } from './store.ts'
