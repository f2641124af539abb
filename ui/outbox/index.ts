/** What is written without a network goes out later, with both times. */

export { forgetAll, sendOrKeep, waiting } from './outbox.ts'
export { OutboxBar } from './outbox-bar.tsx'
