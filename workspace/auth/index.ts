/** Sign-in, sessions, reset and second factor: who a person is, before any workspace. */
export { makeUser, removeUser, userByEmail } from './accounts.ts'
export { type Auth, createAuth, firstRunToken, tokenOf } from './auth.ts'
export { mountAuth } from './mount.ts'
export { endOtherSessions, endSession, renameUser, sessionsOf } from './sessions.ts'
