/** What comes to the shared mailbox: read once, told apart (a person, a machine, a letter that came back), and handed on. */
export { parseMail } from './adapters/parse.ts'
export { holdUnmatched, othersOf, putBackMail, settleMail, unmatchedMails } from './settling.ts'
export { storeMail } from './storing.ts'
