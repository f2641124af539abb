/** The consent ledger: what somebody permits on which channel, on which basis, with wording and proof. */
export { against, hasStopped, type Permission } from './permission.ts'
export {
  addConsent,
  keepWording,
  type NewConsent,
  permissionsOf,
  permissionsOfAll,
  withNames,
} from './store.ts'
export { canAgreeTo, offeredAmong, type Topic, topicNames, topicsOf } from './topics.ts'
export { lineWords, proofWords, type TopicNames, topicWords, wordsOfHouse } from './words.ts'
