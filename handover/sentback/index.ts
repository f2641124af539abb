/** What was sent back: marketing's answer to it on a clock, a manager's decision on what is contested, each as a row. */
export { countSendBacks } from './store.ts'
