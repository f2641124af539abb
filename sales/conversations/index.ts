/** Conversations: mails between the firm and a person, in threads, about a matter, deal or handover. */
export type { MayWrite } from './conversation.ts'
