/** The timeline as a piece of other slices' pages. */
export { Happened } from './screens/happened.tsx'
