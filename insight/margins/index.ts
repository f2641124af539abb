/** Margins: how much of a won amount is left, by product line or for the firm; without one there is no return to tell. */
export { marginsOf } from './store.ts'
