/** API keys: programs that act as a member, within scopes, until revoked. */
export { hashOf, keyUsed, makeKey } from './store.ts'
