/** The summary in the morning, as a piece of other slices' pages. */
export { Morning } from './screens/morning.tsx'
