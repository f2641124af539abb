/** The look: colours with meanings, density, type. Pieces speak in `Accent`s and CSS variables, never in hex. */
export type { Accent } from './colours.ts'
export { Look } from './look.tsx'
