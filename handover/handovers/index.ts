/** The baton: who takes a person over, on which clocks, and what became of it. */
export { defaultSeam, type Seam, seamInForce } from './setting.ts'
