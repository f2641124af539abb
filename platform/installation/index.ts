/** Which machine and folder this database belongs to. A copy or a restore stays silent until an administrator confirms. */
export { confirmInstallation, isSilent, recognise, silence, silenceOf } from './installation.ts'
