/**
 * What tests stand on: one embedded server and one migrated template a run, a database of its own for each world.
 * It builds the whole house, so it alone in `platform` may look up.
 */

export { archive } from './archive.ts'
export { chance } from './chance.ts'
export { correspondence } from './correspondence.ts'
export { crowd } from './crowd.ts'
export { figureAsker } from './figures.ts'
export { answerOf, formVisits, plain } from './form-visits.ts'
export { importingFirm, sendFile } from './importing.ts'
export { importingScreen, table } from './importing-screen.ts'
export { mailbox, type TestMailbox } from './mailbox.ts'
export { type Received, receiver, verified } from './receiver.ts'
export { stateOf } from './state.ts'
export { type Client, type World, world } from './world.ts'
