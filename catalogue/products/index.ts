/** What is sold: product lines that leads are about, and products that deals hold. */
export { defaultProductLine, makeDefaultCatalogue, productLines, productNames } from './store.ts'
