/** What people hear of, chosen by themselves on a page of the public origin. */
export { issueLink } from './store.ts'
