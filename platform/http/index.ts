/** How requests come in: one guard for every endpoint, refusals as problems (RFC 9457), keyset cursors, the server itself. */

export { forgetAnswers } from './answers.ts'
export { type KnownBy, saveEdits, saveRecords } from './batch.ts'
export { changesPage } from './changed.ts'
export { badCursor, type CursorKind, decodeCursor, encodeCursor } from './cursor.ts'
export {
  type Actor,
  type Entry,
  guard,
  type Inside,
  notPermitted,
  open,
  refuseWhoSeesAPart,
  refuseWithout,
  systemActor,
  who,
} from './guard.ts'
export { addressOf } from './place.ts'
export {
  type PublicContext,
  type PublicReply,
  type PublicRequest,
  type PublicRoute,
  publicPage,
} from './public.ts'
export { conflict, forbidden, invalid, notFound, Refusal, tooMany, unauthorized } from './refusals.ts'
export { buildAdmin, buildPublic } from './server.ts'
export { type Listener, listen, mountStream } from './stream.ts'
export { topicChanged } from './topics.ts'
