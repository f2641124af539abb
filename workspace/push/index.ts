/** Notices on a phone or computer while Baton is closed (Web Push, RFC 8030): the devices, and what is on its way to them. */
export { type PushContent, queuePushes } from './store.ts'
