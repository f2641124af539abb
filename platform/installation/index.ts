/**
 * Which machine and folder this database belongs to: a copy or a restore stays silent until an administrator confirms. And
 * which of its workspaces are samples, from which nothing leaves.
 */
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
  samplesPutAside,
  type TakenSample,
  takeSample,
  wantSample,
} from './sample.ts'
