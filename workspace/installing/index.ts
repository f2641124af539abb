/** This installation: silent after a copy or a restore until an owner confirms it. */
export { installingContract } from './contract.ts'
