/** As whom a firm writes, which shared mailbox it reads, the tagged addresses of that mailbox, and the key for signing. */
export { bareAddress, domainOf, newToken, type Tag, taggedAddress, tagsIn, withoutTags } from './addresses.ts'
export { signedHeaders } from './dkim.ts'
export {
  type DueMailbox,
  giveBackMailbox,
  MailboxTaken,
  mailboxOf,
  markRead,
  takeDueMailbox,
} from './leasing.ts'
export { type Account, accountOf, type Sender, sealedFor, sendersOf } from './store.ts'
