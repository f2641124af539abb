/**
 * Which machine and folder this database belongs to: a copy or a restore stays silent until an administrator confirms. And
 * which of its workspaces are samples, from which nothing leaves, or came from a file and wait to be confirmed.
 */
export { arrivalOf, confirmArrival, firmsPutAside } from './arrived.ts'
export { confirmInstallation, isSilent, recognise, silence, silenceOf } from './installation.ts'
export {
  type SampleFirm,
  sampleBeatMs,
  sampleFirms,
  sampleGoes,
  sampleGone,
  sampleIsRemoved,
  sampleLeft,
  sampleProgress,
  sampleReady,
  samplesIn,
  type TakenSample,
  takeSample,
  wantSample,
} from './sample.ts'
