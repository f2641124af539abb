/** Tracked links: pages of the firm's with a campaign's code, and how many follow their short addresses. */
export { countFollowed, type Followed } from './store.ts'
