/** The keyboard layer: what is bound, and the sheet that lists it. */
export { HelpSheet, openHelp } from './help-sheet.tsx'
export { Keys } from './key-caps.tsx'
export { type KeyAct, type KeyMap, useKeys } from './keys.ts'
