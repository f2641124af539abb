/** Content requests: what sales misses to win with, who waits for it and for which deals, and marketing's answer. */
export { requestsShown } from './store.ts'
