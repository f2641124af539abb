/** Talks: calls, mails, meetings that a colleague writes down on a person or deal, with or without a handover. */
export type { NewAttempt } from '#handover/handovers'
