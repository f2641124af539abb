/**
 * Agreements as they are kept: versions, signatures, and which is in force. It stands below what an agreement binds, so
 * that whoever would change a promised thing alone can ask here first; drafting, signing and beginning are `agreement`'s.
 */
export {
  type Agreement,
  agreementAhead,
  agreementBegins,
  agreementInForce,
  agreements,
  beginAgreement,
  callOffAgreement,
  changeAgreement,
  dropAgreement,
  dueAgreements,
  findAgreement,
  holdAgreement,
  holdSigned,
  newAgreement,
  refuseAgreed,
  type Signature,
  saveSignature,
  signaturesOf,
  voidSignatures,
} from './store.ts'
