/** How requests come in: one guard for every endpoint, refusals as problems (RFC 9457), keyset cursors, the server itself. */
export { type Actor, type Entry, guard, type Inside, open, systemActor } from './guard.ts'
export { conflict, forbidden, invalid, notFound, Refusal, tooMany, unauthorized } from './refusals.ts'
export { decodeCursor, encodeCursor } from './cursor.ts'
export { type PublicContext, type PublicRoute, publicPage } from './public.ts'
export { buildAdmin, buildPublic } from './server.ts'
export { topicChanged } from './topics.ts'
