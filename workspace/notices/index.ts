/** What members should know now, in the app and by mail, and the tokens by which they answer from a mail. */
export type { NoticeMail } from './letter.ts'
export { hearsByMail, wantByMail } from './preferences.ts'
export {
  areTold,
  type NewNotice,
  notify,
  notifyAll,
  reopenNoticesTo,
  settleNotices,
  settleNoticesTo,
} from './store.ts'
export {
  type AnswerToken,
  seeAnswerToken,
  type TokenState,
  useAnswerToken,
  workspaceOfToken,
} from './tokens.ts'
