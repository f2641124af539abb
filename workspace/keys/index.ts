/** API keys: programs that act as a member, within scopes, until revoked. */
export { makeKey } from './store.ts'
