/** What comes to the shared mailbox: read once, told apart (a person, a machine, a letter that came back), and handed on. */
export { holdUnmatched, othersOf, putBackMail, settleMail, unmatchedMails } from './settling.ts'
