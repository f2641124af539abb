/** What is written without a network goes out later, with both times. */

export { forgetMember, sendOrKeep, waiting } from './outbox.ts'
export { OutboxBar } from './outbox-bar.tsx'
