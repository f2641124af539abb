/** Notices on the device at hand, as a piece of other slices' pages. */
export { ThisDevice } from './screens/this-device.tsx'
